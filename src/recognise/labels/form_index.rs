//! The forms that a document may follow.

use super::key::{Key, key};
use super::lexicon::Lexicon;
use crate::form::Form;
use std::sync::Arc;

/// A form with what recognition works out of it once.
pub(crate) struct FormIndex {
    pub form: Arc<Form>,
    pub lexicon: Lexicon,
    /// The letters of the form's title.
    pub title: Key,
}

impl FormIndex {
    /// Works out what recognition asks of a form.
    pub fn of(form: Arc<Form>) -> Self {
        Self { lexicon: Lexicon::of(&form), title: key(&form.title), form }
    }
}

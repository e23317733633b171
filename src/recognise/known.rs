//! The forms that a document may follow.

use super::label::{Key, key};
use super::lexicon::Lexicon;
use super::reading::Reading;
use super::several;
use crate::form::Form;
use crate::read::Document;
use std::sync::Arc;

/// A form with what recognition works out of it once.
pub(crate) struct Known {
    pub form: Arc<Form>,
    pub lexicon: Lexicon,
    /// The letters of the form's title.
    pub title: Key,
}

/// Recognises reports by the forms that it knows.
pub struct Recogniser {
    known: Vec<Known>,
}

impl Recogniser {
    /// Knows these forms.
    pub fn new(forms: impl IntoIterator<Item = Arc<Form>>) -> Self {
        let known = |form: Arc<Form>| Known { lexicon: Lexicon::of(&form), title: key(&form.title), form };
        Self { known: forms.into_iter().map(known).collect() }
    }

    /// Adds a form, in place of one with the same id.
    pub fn add(&mut self, form: Arc<Form>) {
        self.known.retain(|known| known.form.id != form.id);
        self.known.extend(Self::new([form]).known);
    }

    /// The forms it knows, oldest first.
    pub fn forms(&self) -> impl Iterator<Item = &Arc<Form>> {
        self.known.iter().map(|known| &known.form)
    }

    /// Recognises the tables of a document; of several reports in it, those of the first.
    pub fn recognise(&self, document: &Document) -> Reading {
        self.reports(document).swap_remove(0)
    }

    /// Recognises the reports of a document, in its order: one at least, though it may have no tables.
    /// A report begins at a title of its own, or where rows come again that the one before has already;
    /// what is said twice alike is one report.
    pub fn reports(&self, document: &Document) -> Vec<Reading> {
        several::reports(document, &self.known)
    }
}

/// [`Recogniser::recognise`] for a single document.
pub fn recognise(document: &Document, forms: &[Arc<Form>]) -> Reading {
    Recogniser::new(forms.iter().cloned()).recognise(document)
}

/// [`Recogniser::reports`] for a single document.
pub fn reports(document: &Document, forms: &[Arc<Form>]) -> Vec<Reading> {
    Recogniser::new(forms.iter().cloned()).reports(document)
}

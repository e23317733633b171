//! A parsed JSON text, whoever parsed it: serde_json, or the browser.

use super::FormError;
use super::load::at;

/// A value in a parsed JSON text.
pub trait Json: Sized {
    /// The names of an object's members; `None` for anything else.
    fn names(&self) -> Option<Vec<String>>;
    /// An object's member; `None` where there is none, or null.
    fn member(&self, name: &str) -> Option<Self>;
    /// An array's items.
    fn items(&self) -> Option<Vec<Self>>;
    /// A string.
    fn text(&self) -> Option<String>;
    /// A whole number.
    fn number(&self) -> Option<i64>;
    /// True or false.
    fn truth(&self) -> Option<bool>;
}

/// A value with its place, such as `tables[0].blocks[1]`.
pub(super) struct At<J> {
    pub place: String,
    json: J,
}

impl<J: Json> At<J> {
    pub fn root(json: J) -> Self {
        Self { place: String::new(), json }
    }

    pub fn wrong(&self, reason: impl Into<String>) -> FormError {
        at(if self.place.is_empty() { "文件" } else { &self.place }, reason)
    }

    /// Refuses anything but an object with these members.
    pub fn only(&self, known: &[&str]) -> Result<(), FormError> {
        let names = self.json.names().ok_or_else(|| self.wrong("应为对象"))?;
        match names.iter().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(self.wrong(told!("没有字段“{name}”，可用的有{}", known.join("、")))),
            None => Ok(()),
        }
    }

    pub fn get(&self, name: &str) -> Option<Self> {
        let dot = if self.place.is_empty() { "" } else { "." };
        self.json.member(name).map(|json| Self { place: told!("{}{dot}{name}", self.place), json })
    }

    fn required(&self, name: &str) -> Result<Self, FormError> {
        self.get(name).ok_or_else(|| self.wrong(told!("缺少“{name}”")))
    }

    pub fn as_text(&self) -> Result<String, FormError> {
        self.json.text().ok_or_else(|| self.wrong("应为文字"))
    }

    pub fn text(&self, name: &str) -> Result<String, FormError> {
        self.required(name)?.as_text()
    }

    pub fn text_if_any(&self, name: &str) -> Result<Option<String>, FormError> {
        self.get(name).map(|at| at.as_text()).transpose()
    }

    pub fn texts(&self, name: &str) -> Result<Vec<String>, FormError> {
        self.items(name)?.iter().map(Self::as_text).collect()
    }

    pub fn number_if_any(&self, name: &str, most: u16) -> Result<Option<u16>, FormError> {
        let Some(at) = self.get(name) else { return Ok(None) };
        let number = at.json.number().and_then(|number| u16::try_from(number).ok()).filter(|&number| number <= most);
        number.map(Some).ok_or_else(|| at.wrong(told!("应为0至{most}的整数")))
    }

    pub fn number(&self, name: &str, most: u16) -> Result<u16, FormError> {
        self.number_if_any(name, most)?.ok_or_else(|| self.wrong(told!("缺少“{name}”")))
    }

    pub fn truth(&self, name: &str) -> Result<bool, FormError> {
        let Some(at) = self.get(name) else { return Ok(false) };
        at.json.truth().ok_or_else(|| at.wrong("应为true或false"))
    }

    /// The items of an array; none where it is left out.
    pub fn items(&self, name: &str) -> Result<Vec<Self>, FormError> {
        let Some(at) = self.get(name) else { return Ok(Vec::new()) };
        let items = at.json.items().ok_or_else(|| at.wrong("应为数组"))?;
        let placed = |(index, json)| Self { place: told!("{}[{index}]", at.place), json };
        Ok(items.into_iter().enumerate().map(placed).collect())
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        self.json.items().is_some()
    }

    /// One of these words.
    pub fn one_of<T: Copy>(&self, name: &str, words: &[(&str, T)]) -> Result<T, FormError> {
        let at = self.required(name)?;
        let text = at.as_text()?;
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let found = words.iter().find(|(word, _)| *word == text);
        found.map(|(_, value)| *value).ok_or_else(|| at.wrong(told!("“{text}”不在可用的值之内：{}", known.join("、"))))
    }
}

#[cfg(feature = "json")]
impl Json for &serde_json::Value {
    fn names(&self) -> Option<Vec<String>> {
        self.as_object().map(|object| object.keys().cloned().collect())
    }

    fn member(&self, name: &str) -> Option<Self> {
        self.as_object()?.get(name).filter(|value| !value.is_null())
    }

    fn items(&self) -> Option<Vec<Self>> {
        self.as_array().map(|array| array.iter().collect())
    }

    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<i64> {
        self.as_i64()
    }

    fn truth(&self) -> Option<bool> {
        self.as_bool()
    }
}

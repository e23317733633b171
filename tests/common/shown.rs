//! What was recognised, in lines.
#![allow(dead_code)]

use gouji::form::Form;
use gouji::forms::BUILT_IN;
use gouji::recognise::Reading;
use std::fmt::Write as _;
use std::sync::Arc;

/// The built-in forms.
pub fn forms() -> Vec<Arc<Form>> {
    BUILT_IN.iter().map(|text| Arc::new(Form::from_json(text).expect("a built-in form"))).collect()
}

/// A form of nobody's, to see that recognition knows none in particular.
pub const ORCHARD: &str = r#"{
    "id": "orchard", "name": "果园", "title": "果园年报", "authority": "无", "from": 2000,
    "tables": [{
        "id": "harvest", "name": "收成", "label": "收成情况", "blocks": [{
            "corner": "果树", "unit": "",
            "columns": [{ "id": "spring", "label": "春季产量" }, {
                "label": "下半年", "lines": [{ "id": "summer", "label": "夏季产量" }, { "id": "rest", "label": "其他" }]
            }, { "id": "total", "label": "合计" }],
            "rows": [
                { "label": "甲园", "lines": [{ "id": "a_apple", "label": "苹果树" }, { "id": "a_rest", "label": "其他" }] },
                { "label": "乙园", "lines": [{ "id": "b_apple", "label": "苹果树" }, { "id": "b_rest", "label": "其他" }] },
                { "id": "all", "label": "合计" }
            ]
        }]
    }],
    "rules": [{
        "id": "R", "fault": "f", "severity": "hard", "basis": "implied", "source": "s", "table": "harvest",
        "each": "row", "holds": "total = spring + summer + rest", "message": "m"
    }]
}"#;

/// Form by table, then every cell: `?` behind one that could be read otherwise.
pub fn shown(reading: &Reading) -> String {
    let mut shown = String::new();
    for table in &reading.tables {
        let _ = write!(shown, "{}:{}", table.table().id, table.form.id);
        for (spot, raw) in table.cells.iter() {
            let address = table.address(*spot);
            let (_, cell) = address.split_once('.').unwrap_or_default();
            let doubt = if table.doubts.contains_key(spot) { "?" } else { "" };
            let _ = write!(shown, " {cell}={raw}{doubt}");
        }
        shown.push('\n');
    }
    shown.trim_end().to_owned()
}

/// The form of nobody's.
pub fn orchard() -> Vec<Arc<Form>> {
    vec![Arc::new(Form::from_json(ORCHARD).expect("a form"))]
}

use gouji::form::Form;
use gouji::forms::BUILT_IN;
use gouji::read;
use gouji::recognise::recognise;
use std::sync::Arc;
#[test]
fn dump() {
    let forms: Vec<Arc<Form>> = BUILT_IN.iter().map(|t| Arc::new(Form::from_json(t).unwrap())).collect();
    let forms: Vec<_> = match std::env::var("FORM") {
        Ok(f) => forms.into_iter().filter(|x| x.id == f).collect(),
        _ => forms,
    };
    let path = std::env::var("F").unwrap_or_default();
    if path.is_empty() {
        return;
    }
    let text = std::fs::read_to_string(&path).unwrap();
    let doc = if path.ends_with("html") { read::html::html(&text) } else { read::text(&text) };
    let r = recognise(&doc, &forms);
    for t in &r.tables {
        println!("{} {} missing {:?} loose {:?}", t.table().id, t.form.id, t.missing, t.loose);
        for (s, c) in &t.cells {
            print!("{}={}{} ", t.address(*s), c, if t.uncertain.contains(s) { "?" } else { "" });
        }
        println!();
    }
    println!("{:?} {:?}", r.year, r.remarks);
}

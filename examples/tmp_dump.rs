use gouji::answer::Answer; use gouji::confront::*; use gouji::form::Form; use gouji::report::*; use std::sync::Arc; use std::collections::BTreeMap;
fn main(){ for id in std::env::args().skip(1) {
 let v: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(format!("/work/shared/corpus/{id}.cells.json")).unwrap()).unwrap();
 let forms: Vec<Arc<Form>> = gouji::forms::BUILT_IN.iter().map(|t| Arc::new(Form::from_json(t).unwrap())).collect();
 let mut tables=vec![];
 for t in ["disclosure","applications","disputes"] { if let Some(l)=v["layout"][t].as_str() { let f=forms.iter().find(|f| l.ends_with(&f.id)).unwrap(); tables.push((f.clone(), f.table(t).unwrap())); } }
 let mut r=Report::blank(Arc::new(Layout::new(tables)));
 for c in &mut r.cells { c.missing=true; }
 let cells: BTreeMap<String,String> = serde_json::from_value(v["cells"].clone()).unwrap();
 for (a,raw) in &cells { if let Some(c)=r.layout.cell(a) { r.write(c, raw);} else {println!("no {a}")} }
 let checks=Checks::of(&r.layout); let l=Ledger::of(&r,&checks); let a=Answer::of(&r,&checks,&l);
 println!("== {id} {:?} held {} assumed {} open {} failed {}", a.forms, a.held,a.assumed,a.open,a.failed);
 for f in &a.findings { println!("{} {} [{}] {} | {}", f.severity,f.rule,f.cells.len(),f.message,f.basis); }
 for c in &a.causes { println!("** {}", c.message); } for d in &a.deduced { println!("-- {}", d.proof); }
}}

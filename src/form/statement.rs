//! The formulas that rules are written in.
//!
//! ```text
//! statement  = [ condition "=>" ] comparison
//! condition  = comparison | "whole(" name ")"
//! comparison = sum ( "=" | "<=" | ">=" | "<" | ">" ) sum
//! sum        = [ "-" ] term { ( "+" | "-" ) term }
//! term       = integer | [ integer "*" ] ( name | "sum(" group ")" | "prior(" name ")" )
//! ```
//!
//! A name is a line's id; `sum(group)` adds up the lines of a group of the printed tree;
//! `prior(name)` is the line's figure in last year's report. Where that is not known the statement
//! says nothing.

/// A formula with its condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The statement says nothing where this does not hold.
    pub condition: Option<Condition>,
    /// What must hold.
    pub claim: Comparison,
}

/// When a statement applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A comparison that holds.
    Holds(Comparison),
    /// The line's figure has no decimals.
    Whole(String),
}

/// Two sums and how they relate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The sum in front of the sign.
    pub left: Sum,
    /// The sign.
    pub relation: Relation,
    /// The sum behind the sign.
    pub right: Sum,
}

/// How two sums relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `=`
    Equal,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `<`
    Below,
    /// `>`
    Above,
}

/// Terms with their coefficients, in written order.
pub type Sum = Vec<(i64, Atom)>;

/// What is added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Atom {
    /// One line.
    Line(String),
    /// Every line of a group.
    Group(String),
    /// One line of last year's report.
    Prior(String),
    /// The coefficient itself.
    One,
}

impl Statement {
    /// Parses a formula; the error says what is wrong, in words that follow the formula in quotes.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parser = Parser { tokens: tokens(text)?, at: 0 };
        let first = parser.condition()?;
        if !parser.take("=>") {
            parser.end()?;
            return match first {
                Condition::Holds(claim) => Ok(Self { condition: None, claim }),
                Condition::Whole(_) => Err(told!("中的whole(…)是条件：后面要写“=>”和一个比较")),
            };
        }
        let claim = parser.comparison()?;
        parser.end()?;
        Ok(Self { condition: Some(first), claim })
    }

    /// Every line and group that the formula names.
    pub fn names(&self) -> Vec<&str> {
        let mut sums = vec![&self.claim.left, &self.claim.right];
        let mut names = Vec::new();
        match &self.condition {
            Some(Condition::Holds(comparison)) => sums.extend([&comparison.left, &comparison.right]),
            Some(Condition::Whole(name)) => names.push(name.as_str()),
            None => {}
        }
        names.extend(sums.into_iter().flatten().filter_map(|(_, atom)| match atom {
            Atom::Line(name) | Atom::Group(name) | Atom::Prior(name) => Some(name.as_str()),
            Atom::One => None,
        }));
        names
    }

    /// The lines whose figures of last year it asks for.
    pub fn prior_names(&self) -> impl Iterator<Item = &str> {
        let comparison = match &self.condition {
            Some(Condition::Holds(comparison)) => Some(comparison),
            _ => None,
        };
        let sums = [Some(&self.claim), comparison].into_iter().flatten().flat_map(|of| [&of.left, &of.right]);
        sums.flatten().filter_map(|(_, atom)| if let Atom::Prior(name) = atom { Some(name.as_str()) } else { None })
    }

    /// Whether it asks for last year's report.
    pub fn looks_back(&self) -> bool {
        self.prior_names().next().is_some()
    }
}

struct Parser {
    tokens: Vec<String>,
    at: usize,
}

impl Parser {
    fn condition(&mut self) -> Result<Condition, String> {
        if self.peek() == "whole" {
            self.at += 1;
            return Ok(Condition::Whole(self.bracketed()?));
        }
        self.comparison().map(Condition::Holds)
    }

    fn comparison(&mut self) -> Result<Comparison, String> {
        let left = self.sum()?;
        let relation = match self.peek() {
            "=" => Relation::Equal,
            "<=" => Relation::AtMost,
            ">=" => Relation::AtLeast,
            "<" => Relation::Below,
            ">" => Relation::Above,
            other => return Err(told!("中应为=、<=、>=、<或>之处是“{other}”")),
        };
        self.at += 1;
        Ok(Comparison { left, relation, right: self.sum()? })
    }

    fn sum(&mut self) -> Result<Sum, String> {
        let mut terms = Vec::new();
        let mut sign = if self.take("-") { -1 } else { 1 };
        loop {
            terms.push(self.term(sign)?);
            sign = match self.peek() {
                "+" => 1,
                "-" => -1,
                _ => return Ok(terms),
            };
            self.at += 1;
        }
    }

    fn term(&mut self, sign: i64) -> Result<(i64, Atom), String> {
        let token = self.next()?;
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            // Bounded, so that a coefficient times a full cell cannot leave the range of a sum.
            let factor: i64 = token.parse().ok().filter(|n| *n <= 1_000_000_000).ok_or_else(|| told!("中的数太大"))?;
            if !self.take("*") {
                return Ok((sign * factor, Atom::One));
            }
            if factor > 1000 {
                return Err(told!("中的系数最大为1000"));
            }
            let name = self.next()?;
            return Ok((sign * factor, self.atom(name)?));
        }
        Ok((sign, self.atom(token)?))
    }

    fn atom(&mut self, name: String) -> Result<Atom, String> {
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Err(told!("中应为行或列的id之处是“{name}”"));
        }
        match name.as_str() {
            "sum" => self.bracketed().map(Atom::Group),
            "prior" => self.bracketed().map(Atom::Prior),
            _ => Ok(Atom::Line(name)),
        }
    }

    fn bracketed(&mut self) -> Result<String, String> {
        let name = (self.take("("), self.next()?, self.take(")"));
        match name {
            (true, name, true) => Ok(name),
            _ => Err(told!("中应有括号里的名称，如sum(group)")),
        }
    }

    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("末尾", String::as_str)
    }

    fn next(&mut self) -> Result<String, String> {
        let token = self.tokens.get(self.at).cloned().ok_or_else(|| told!("没有写完"))?;
        self.at += 1;
        Ok(token)
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.peek() == token;
        self.at += usize::from(found);
        found
    }

    fn end(&self) -> Result<(), String> {
        if self.at == self.tokens.len() { Ok(()) } else { Err(told!("中多出“{}”", self.peek())) }
    }
}

fn tokens(text: &str) -> Result<Vec<String>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let length = if word(first) {
            rest.find(|c| !word(c)).unwrap_or(rest.len())
        } else if ["=>", "<=", ">="].iter().any(|sign| rest.starts_with(sign)) {
            2
        } else if matches!(first, '=' | '<' | '>' | '+' | '-' | '*' | '(' | ')') {
            1
        } else {
            return Err(told!("中多出“{first}”"));
        };
        let Some((token, after)) = rest.split_at_checked(length) else { break };
        tokens.push(token.to_owned());
        rest = after.trim_start();
    }
    Ok(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = match Statement::parse(text) {
            Ok(statement) => format!(
                "{:?} {}",
                statement.claim.relation,
                statement
                    .claim
                    .left
                    .iter()
                    .chain(&statement.claim.right)
                    .map(|(factor, atom)| format!("{factor}·{atom:?}"))
                    .collect::<Vec<_>>()
                    .join(" ")
            ),
            Err(reason) => reason,
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn formulas_read_as_they_are_written() {
        check("a + b = c", "Equal 1·Line(\"a\") 1·Line(\"b\") 1·Line(\"c\")");
        check("-2*a < sum(g) - 10", "Below -2·Line(\"a\") 1·Group(\"g\") -10·One");
        check("a >= 10 => whole_b <= a", "AtMost 1·Line(\"whole_b\") 1·Line(\"a\")");
    }

    #[test]
    fn a_bad_formula_says_why() {
        check("a + b", "中应为=、<=、>=、<或>之处是“末尾”");
        check("a = ", "没有写完");
        check("a = b = c", "中多出“=”");
        check("a = 总计", "中多出“总”");
        check("a = sum g", "中应有括号里的名称，如sum(group)");
        check("whole(a)", "中的whole(…)是条件：后面要写“=>”和一个比较");
        check("a = 99999999999999999999", "中的数太大");
    }
}

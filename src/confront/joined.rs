//! What hangs together: numbers joined pair by pair into groups.

/// Groups of numbers from 0; at first each is alone.
#[derive(Clone, Debug)]
pub(crate) struct Joined(Vec<usize>);

impl Joined {
    /// So many numbers.
    pub fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The number that stands for a number's group.
    pub fn root(&mut self, mut of: usize) -> usize {
        while self.0[of] != of {
            self.0[of] = self.0[self.0[of]];
            of = self.0[of];
        }
        of
    }

    /// Makes one group of two numbers' groups.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a] = b;
    }

    /// Makes one group of these numbers and all that they hang together with.
    pub fn join_all(&mut self, numbers: impl Iterator<Item = usize>) {
        let mut numbers = numbers.peekable();
        while let Some(one) = numbers.next() {
            if let Some(&next) = numbers.peek() {
                self.join(one, next);
            }
        }
    }
}

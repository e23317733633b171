//! Sorting, once: the standard sorts are compiled anew for every type, some kilobytes each.

/// The items by their keys, equal ones in the order they had.
pub fn by<T>(items: Vec<T>, key: impl Fn(&T) -> [usize; 3]) -> Vec<T> {
    let mut order: Vec<([usize; 3], usize)> =
        items.iter().enumerate().map(|(position, item)| (key(item), position)).collect();
    order.sort_unstable();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|(_, position)| items[position].take()).collect()
}

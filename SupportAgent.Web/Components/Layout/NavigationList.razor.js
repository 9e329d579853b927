// Brings the entry of the open page to the middle of a list that scrolls sideways, as it does on a phone.
export function showActive(list) {
    const entry = list.querySelector('a.active');
    if (!entry) return;
    const [outer, inner] = [list.getBoundingClientRect(), entry.getBoundingClientRect()];
    list.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
}

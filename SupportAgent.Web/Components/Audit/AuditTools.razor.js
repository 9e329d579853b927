// The choice of columns is a person's own, in this browser.
const key = 'audit-columns';

export function columns() {
    try {
        const kept = JSON.parse(localStorage.getItem(key));
        return Array.isArray(kept) ? kept.filter(name => typeof name === 'string') : null;
    } catch {
        return null; // no storage, or something else in it
    }
}

export function keep(names) {
    try {
        localStorage.setItem(key, JSON.stringify(names));
    } catch {
        // it holds until the page is left
    }
}

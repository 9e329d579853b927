// Keys of the conversations. They do nothing while somebody types, but for Alt with an arrow.
export function attach(root) {
    const events = new AbortController();
    const dialog = root.querySelector('dialog');
    const links = () => [...root.querySelectorAll('.rows a')];
    const isTyping = target => target.closest?.('input, textarea, select, [contenteditable], dialog') != null;

    const step = (from, by) => {
        const all = links();
        const at = all.indexOf(from);
        return all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    };

    const byKey = {
        n: () => root.querySelector('[data-new]').click(),
        '/': () => root.querySelector('input[type=search]').focus(),
        '?': () => dialog.showModal(),
        j: () => isInList() && step(document.activeElement, 1)?.focus(),
        k: () => isInList() && step(document.activeElement, -1)?.focus(),
    };
    const isInList = () => root.querySelector('.rows')?.contains(document.activeElement);

    // one can press faster than the page follows: the next step goes on from where the last one leads
    let ahead = { link: null, until: 0 };
    const goOn = by => {
        const isOnTheWay = performance.now() < ahead.until && ahead.link.isConnected;
        const link = step(isOnTheWay ? ahead.link : root.querySelector('.rows a[aria-current]'), by);
        if (!link) return;
        ahead = { link, until: performance.now() + 3000 };
        link.click();
    };

    const on = (target, name, handler) => target.addEventListener(name, handler, { signal: events.signal });
    on(document, 'keydown', event => {
        if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || dialog.open) return;
        if (event.altKey) {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            goOn(event.key === 'ArrowDown' ? 1 : -1);
            return;
        }
        const act = byKey[event.key.toLowerCase()];
        if (!act || isTyping(event.target)) return;
        event.preventDefault();
        act();
    });
    on(document, 'click', event => { if (event.isTrusted) ahead.until = 0; });
    on(root, 'click', event => {
        if (event.target.closest('[data-keys]')) dialog.showModal();
        if (event.target.closest('[data-close]') || event.target === dialog) dialog.close();
    });
    return { detach() { events.abort(); } };
}

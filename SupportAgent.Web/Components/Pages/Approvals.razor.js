// Goes through the queue with the keyboard: J and K from card to card, A, D and E for what their buttons do.
const isTyping = target => target.closest('input, textarea, select, [contenteditable]');

export function attach(cards) {
    const all = () => [...cards.querySelectorAll('[data-draft]')];
    const current = () => document.activeElement?.closest?.('[data-draft]');

    const move = step => {
        const list = all();
        const at = list.indexOf(current());
        const next = at < 0 ? list[0] : list[Math.min(list.length - 1, Math.max(0, at + step))];
        next?.focus();
        next?.scrollIntoView({ block: 'nearest' });
    };

    const press = act => {
        const card = current();
        const button = card?.querySelector(`[data-act="${act}"]`);
        if (!button || button.disabled) return;
        // a large amount wants a second key: the button gets the focus, and Enter presses it
        if (act === 'approve' && card.dataset.large === 'true' && document.activeElement !== button) button.focus();
        else button.click();
    };

    const onKey = event => {
        if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
        const act = { j: () => move(1), k: () => move(-1), a: () => press('approve'), d: () => press('deny'), e: () => press('edit') }[event.key.toLowerCase()];
        if (!act) return;
        event.preventDefault();
        act();
    };

    document.addEventListener('keydown', onKey);
    cards.dataset.keys = 'on';
    return { detach() { document.removeEventListener('keydown', onKey); } };
}

// Scrolling and focus on the timeline, and the way from there to the chat.
const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function attach(pane) {
    const events = new AbortController();
    const listOf = () => pane.querySelector('[data-timeline]');
    let atEnd = true;

    // a list that shows its end goes on showing it; one that is read further up stays where it is
    pane.addEventListener('scroll', event => {
        const list = event.target;
        if (list === listOf()) atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    }, { signal: events.signal, capture: true });
    let count = null;
    const growth = new MutationObserver(() => {
        const list = listOf();
        if (!list || list.dataset.count === count) return;
        count = list.dataset.count;
        if (atEnd) list.scrollTop = list.scrollHeight;
    });
    growth.observe(pane, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-count'] });

    pane.addEventListener('keydown', event => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        const row = event.target.closest('[data-timeline] > li');
        if (!step || !row) return;
        let next = row;
        do next = step > 0 ? next.nextElementSibling : next.previousElementSibling; while (next && !next.querySelector('button'));
        if (!next) return;
        event.preventDefault();
        next.querySelector('button').focus();
    }, { signal: events.signal });

    return {
        // the row may not be drawn yet: it comes when the list is there
        reveal(top, key) {
            const list = listOf();
            if (!list) return;
            if (top < list.scrollTop || top > list.scrollTop + list.clientHeight - 64) list.scrollTop = Math.max(0, top - list.clientHeight / 3);
            const until = performance.now() + 3000;
            const look = () => {
                const row = list.querySelector(`[data-key="${key}"] button`);
                if (row) row.focus({ preventScroll: true });
                else if (performance.now() < until) requestAnimationFrame(look);
            };
            look();
        },
        point(turnId, place) {
            const turn = document.getElementById(turnId);
            if (!turn) return;
            const target = (place === null ? null : turn.querySelectorAll('.calls button')[place]) ?? turn;
            target.focus({ preventScroll: true });
            target.scrollIntoView({ block: 'center', behavior: still() ? 'auto' : 'smooth' });
            target.dataset.pointed = '';
            setTimeout(() => { delete target.dataset.pointed; }, 2000);
        },
        detach() {
            events.abort();
            growth.disconnect();
        },
    };
}

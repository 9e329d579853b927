// The text stays in the browser until it is sent: typing costs no round trip, and a reload or a lost connection loses nothing.
export function attach(form, owner) {
    const box = form.querySelector('textarea');
    const button = form.querySelector('button[type=submit]');
    const problem = form.querySelector('.problem');
    const longest = Number(form.dataset.longest);
    const key = `message:${form.dataset.key}`;
    const events = new AbortController();
    let sending = false;

    const show = () => {
        const tooLong = box.value.length > longest;
        problem.textContent = tooLong ? `${box.value.length.toLocaleString()} of ${longest.toLocaleString()} characters: shorten it.` : '';
        button.disabled = sending || tooLong || box.value.trim() === '';
        box.style.height = 'auto';
        box.style.height = `${Math.min(box.scrollHeight + 2, 240)}px`;
    };

    const keep = () => {
        try {
            if (box.value) sessionStorage.setItem(key, box.value);
            else sessionStorage.removeItem(key);
        } catch {
            // no storage, or it is full: then the text is only on the page
        }
    };

    const send = async () => {
        if (button.disabled) return;
        const text = box.value;
        sending = true;
        show();
        let refused;
        try {
            refused = await owner.invokeMethodAsync('SendAsync', text);
        } catch {
            refused = 'Not sent: the connection is interrupted. Your text is kept.';
        }
        sending = false;
        if (!refused && box.value === text) box.value = '';
        keep();
        show();
        if (refused) problem.textContent = refused;
        box.focus();
    };

    const on = (target, name, handler) => target.addEventListener(name, handler, { signal: events.signal });
    on(box, 'input', () => { keep(); show(); });
    on(form, 'submit', event => { event.preventDefault(); send(); });
    on(box, 'keydown', event => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        send();
    });

    // the chat stays at its end as it grows, unless the reader has scrolled up
    const scroll = form.parentElement.querySelector('[data-chat-scroll]');
    let atEnd = true;
    on(scroll, 'scroll', () => { atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80; });
    const toEnd = () => { if (atEnd) scroll.scrollTop = scroll.scrollHeight; };
    const growth = new MutationObserver(toEnd);
    growth.observe(scroll, { childList: true, subtree: true, characterData: true });

    try {
        box.value = box.value || sessionStorage.getItem(key) || '';
    } catch {
        // no storage
    }
    show();
    toEnd();
    if (matchMedia('(pointer: fine)').matches) box.focus();

    return {
        fill(text) {
            if (box.value) return;
            box.value = text;
            show();
            box.focus();
        },
        detach() {
            events.abort();
            growth.disconnect();
        },
    };
}

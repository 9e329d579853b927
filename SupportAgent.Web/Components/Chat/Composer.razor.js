// The text stays in the browser until it is sent: typing costs no round trip, and a reload or a lost connection loses nothing.
export function attach(form, owner) {
    const box = form.querySelector('textarea');
    const button = form.querySelector('button[type=submit]');
    const problem = form.querySelector('.problem');
    const longest = Number(form.dataset.longest);
    const key = `message:${form.dataset.key}`;
    const events = new AbortController();
    const count = form.querySelector('.count');
    const commands = commandsOf(form, box, () => { keep(); show(); });
    const number = value => value.toLocaleString(form.dataset.numbers || undefined);
    const filled = text => fill(text, number(box.value.length), number(longest));
    let sending = false;
    let lastPut = null;

    const show = () => {
        const tooLong = box.value.length > longest;
        problem.textContent = tooLong ? filled(form.dataset.tooLong) : '';
        count.textContent = !tooLong && box.value.length > longest * .9 ? filled(form.dataset.count) : '';
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
        commands.close();
        sending = true;
        show();
        let refused;
        try {
            refused = await owner.invokeMethodAsync('SendAsync', text);
        } catch {
            refused = form.dataset.notSent;
        }
        sending = false;
        if (!refused && box.value === text) box.value = '';
        if (!refused) follow();
        keep();
        show();
        if (refused) problem.textContent = refused;
        box.focus();
    };

    const on = (target, name, handler) => target.addEventListener(name, handler, { signal: events.signal });
    on(box, 'input', () => { keep(); show(); commands.update(); });
    on(box, 'blur', commands.close);
    on(form, 'submit', event => { event.preventDefault(); send(); });
    on(box, 'keydown', event => {
        if (commands.key(event)) return;
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        send();
    });

    // the chat stays at its end as it grows, unless the reader has scrolled up: then a button leads to what is new
    const scroll = form.parentElement.querySelector('[data-chat-scroll]');
    const pill = form.querySelector('[data-to-end]');
    let atEnd = true;
    let top = 0;
    let frame = 0;
    let place = takePlace(`place:${form.dataset.key}`);
    const toEnd = () => {
        frame = 0;
        if (!atEnd) return;
        scroll.scrollTop = place ?? scroll.scrollHeight;
        if (place === null || Math.abs(scroll.scrollTop - place) > 1) return;
        atEnd = false;
        place = null;
    };
    const follow = () => {
        atEnd = true;
        place = null;
        pill.hidden = true;
        frame ||= requestAnimationFrame(toEnd);
    };
    on(scroll, 'scroll', () => {
        const left = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;
        // up by a little is up: one who begins to read back is not pulled down again
        if (left < 8) atEnd = true;
        else if (scroll.scrollTop < top - 1) atEnd = false;
        top = scroll.scrollTop;
        if (atEnd) pill.hidden = true;
    });
    on(window, 'pagehide', () => keepPlace(`place:${form.dataset.key}`, atEnd ? null : scroll.scrollTop));
    on(pill, 'click', () => {
        follow();
        box.focus();
    });
    const isNew = record => {
        const turns = scroll.querySelector('.turns');
        return turns !== null && (record.target === turns ? record.addedNodes.length > 0 : turns.lastElementChild?.contains(record.target) === true);
    };
    const growth = new MutationObserver(records => {
        if (atEnd) frame ||= requestAnimationFrame(toEnd);
        else if (pill.hidden && records.some(isNew)) pill.hidden = false;
    });
    growth.observe(scroll, { childList: true, subtree: true, characterData: true });

    try {
        box.value = box.value || sessionStorage.getItem(key) || '';
    } catch {
        // no storage
    }
    // what was typed before this script came as well
    keep();
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
        put(text) {
            // another suggestion takes the place of the one before, as long as nobody has written on in it
            box.value = box.value.trim() === '' || box.value === lastPut ? text : `${box.value.trimEnd()}\n${text}`;
            lastPut = box.value;
            keep();
            show();
            box.focus();
            box.setSelectionRange(box.value.length, box.value.length);
        },
        focus() { box.focus(); },
        detach() {
            events.abort();
            cancelAnimationFrame(frame);
            growth.disconnect();
        },
    };
}

// The texts stand on the page, in the language of the person who looks.
function fill(text, ...values) {
    return text.replace(/\{(\d)\}/g, (_, place) => values[place]);
}

// Where a conversation was read back to: a page that is loaded anew goes on there, as soon as there is enough to scroll to.
function keepPlace(key, top) {
    try {
        if (top !== null) sessionStorage.setItem(key, Math.round(top));
    } catch {
        // no storage: then it opens at its end
    }
}

function takePlace(key) {
    try {
        const top = sessionStorage.getItem(key);
        sessionStorage.removeItem(key);
        return top !== null && performance.getEntriesByType('navigation')[0]?.type === 'reload' ? Number(top) : null;
    } catch {
        return null;
    }
}

// The list that opens when a message begins with a slash. The box keeps the focus; the list follows its keys.
function commandsOf(form, box, changed) {
    const list = form.querySelector('[role=listbox]');
    const found = form.querySelector('[data-found]');
    const all = () => [...list.querySelectorAll('[role=option]')];
    const shown = () => all().filter(x => !x.hidden);
    let isDismissed = false;

    const choose = option => {
        for (const other of all()) other.setAttribute('aria-selected', other === option);
        if (option) {
            box.setAttribute('aria-activedescendant', option.id);
            option.scrollIntoView({ block: 'nearest' });
        } else {
            box.removeAttribute('aria-activedescendant');
        }
    };

    const close = () => {
        if (list.hidden) return;
        list.hidden = true;
        choose(null);
        for (const name of ['role', 'aria-expanded', 'aria-controls', 'aria-autocomplete', 'aria-haspopup']) box.removeAttribute(name);
        found.textContent = '';
    };

    const update = () => {
        const typed = /^\/([^\s/]*(?: [^\s/]+)*)$/.exec(box.value);
        if (!typed) isDismissed = false;
        if (!typed || isDismissed) {
            close();
            return;
        }
        const words = typed[1].toLowerCase();
        for (const option of all()) option.hidden = !option.dataset.name.toLowerCase().includes(words);
        const options = shown();
        if (options.length === 0) {
            close();
            return;
        }
        list.hidden = false;
        box.setAttribute('role', 'combobox');
        box.setAttribute('aria-expanded', 'true');
        box.setAttribute('aria-controls', list.id);
        box.setAttribute('aria-autocomplete', 'list');
        box.setAttribute('aria-haspopup', 'listbox');
        choose(options.find(x => x.dataset.name.toLowerCase().startsWith(words)) ?? options[0]);
        found.textContent = options.length === 1 ? list.dataset.one : fill(list.dataset.many, options.length);
    };

    const take = option => {
        box.value = option.dataset.fill;
        close();
        changed();
        box.focus();
        box.setSelectionRange(box.value.length, box.value.length);
    };

    const key = event => {
        if (list.hidden || event.isComposing) return false;
        const options = shown();
        const at = options.findIndex(x => x.getAttribute('aria-selected') === 'true');
        if (event.key === 'ArrowDown') choose(options[(at + 1) % options.length]);
        else if (event.key === 'ArrowUp') choose(options[(at - 1 + options.length) % options.length]);
        else if (event.key === 'Enter' && !event.shiftKey || event.key === 'Tab' && !event.shiftKey) {
            if (at < 0) return false;
            take(options[at]);
        } else if (event.key === 'Escape') {
            isDismissed = true;
            close();
        } else return false;
        event.preventDefault();
        return true;
    };

    // before the box loses the focus
    list.addEventListener('mousedown', event => {
        event.preventDefault();
        const option = event.target.closest('[role=option]');
        if (option) take(option);
    });
    return { update, close, key };
}

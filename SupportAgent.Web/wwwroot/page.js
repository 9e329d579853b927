// What a page needs before or without its connection to the server.
(() => {
    const root = document.documentElement;

    // without storage what is chosen holds until the page is left
    const remember = (key, value) => {
        try {
            localStorage.setItem(key, value);
        } catch {
            // it is switched off, or full
        }
    };
    const remembered = key => {
        try {
            return localStorage.getItem(key);
        } catch {
            return null;
        }
    };

    // before the first paint, so that a dark page does not flash white; without a choice the system's is followed
    const choice = remembered('theme');
    if (choice === 'light' || choice === 'dark') root.dataset.theme = choice;

    const toggleTheme = () => {
        const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
        root.dataset.theme = dark ? 'light' : 'dark';
        remember('theme', root.dataset.theme);
    };

    // where this person is, for the times that the server draws
    document.cookie = `zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}; path=/; max-age=31536000; samesite=lax`;

    // what waits for this person: a number before the page's title, and a notification where it was asked for and the page is not looked at
    let waiting = null;
    const showWaiting = () => {
        const nav = document.querySelector('[data-waiting]');
        if (!nav) return;
        const now = Number(nav.dataset.waiting);
        const bare = document.title.replace(/^\(\d+\) /, '');
        const title = now > 0 ? `(${now}) ${bare}` : bare;
        if (document.title !== title) document.title = title;
        if (waiting !== null && now > waiting && document.hidden && remembered('notify') === 'on' && globalThis.Notification?.permission === 'granted') {
            const notice = new Notification('SupportAgent', { body: nav.dataset.waitingText, tag: 'approvals' });
            notice.onclick = () => { window.focus(); location.href = '/approvals'; };
        }
        waiting = now;
    };
    // the number alone, and the title, which each page sets anew: to watch everything would cost time while an answer streams
    new MutationObserver(showWaiting).observe(root, { subtree: true, attributes: true, attributeFilter: ['data-waiting'] });
    new MutationObserver(showWaiting).observe(document.head, { subtree: true, childList: true, characterData: true });

    const showNotify = () => document.querySelectorAll('[data-notify]').forEach(box => {
        const can = 'Notification' in globalThis && Notification.permission !== 'denied';
        box.disabled = !can;
        box.checked = can && Notification.permission === 'granted' && remembered('notify') === 'on';
    });
    document.addEventListener('DOMContentLoaded', showNotify);
    document.addEventListener('change', async event => {
        const box = event.target.closest('[data-notify]');
        if (!box) return;
        const granted = box.checked && await Notification.requestPermission() === 'granted';
        remember('notify', granted ? 'on' : 'off');
        showNotify();
    });

    // a server that has forgotten this page never knows it again: it is loaded anew, as long as nothing is lost by that.
    // What stands in the chat's box is kept by its own script.
    const edited = new Set();
    document.addEventListener('input', event => {
        if (!event.target.closest('.composer')) edited.add(event.target);
    });
    document.addEventListener('submit', event => {
        for (const field of event.target.elements) edited.delete(field);
    });
    const isForgotten = () => document.querySelector('#components-reconnect-modal.components-reconnect-rejected') !== null;
    document.addEventListener('DOMContentLoaded', () => {
        const notice = document.getElementById('components-reconnect-modal');
        if (notice) {
            new MutationObserver(() => {
                if (isForgotten() && ![...edited].some(x => x.isConnected && x.value)) location.reload();
            }).observe(notice, { attributes: true, attributeFilter: ['class'] });
        }
    });

    document.addEventListener('click', event => {
        if (event.target.closest('[data-toggle-theme]')) toggleTheme();
        if (event.target.closest('[data-reload]')) location.reload();
    });
})();

// What a page needs before or without its connection to the server.
(() => {
    const root = document.documentElement;

    // before the first paint, so that a dark page does not flash white; without a choice the system's is followed
    const stored = () => {
        try {
            return localStorage.getItem('theme');
        } catch {
            return null; // storage is switched off: the system's choice it is
        }
    };
    const choice = stored();
    if (choice === 'light' || choice === 'dark') root.dataset.theme = choice;

    const toggleTheme = () => {
        const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
        root.dataset.theme = dark ? 'light' : 'dark';
        try {
            localStorage.setItem('theme', root.dataset.theme);
        } catch {
            // it holds until the page is left
        }
    };

    // says so beside the button, once: the words go again, so that the next copy is heard too
    const copy = async button => {
        const said = button.parentElement.querySelector('[data-copied]');
        try {
            await navigator.clipboard.writeText(button.dataset.copy);
            said.textContent = 'Copied';
        } catch {
            said.textContent = 'The browser does not allow it';
        }
        setTimeout(() => { said.textContent = ''; }, 3000);
    };

    document.addEventListener('click', event => {
        const copied = event.target.closest('[data-copy]');
        if (copied) copy(copied);
        if (event.target.closest('[data-toggle-theme]')) toggleTheme();
        if (event.target.closest('[data-reload]')) location.reload();
    });
})();

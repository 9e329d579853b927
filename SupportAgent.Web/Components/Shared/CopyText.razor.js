// Puts a text into the clipboard; says whether it did. Pages without https have no clipboard of their own.
export async function copy(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        const focused = document.activeElement;
        const box = document.createElement('textarea');
        box.value = text;
        box.style.position = 'fixed';
        box.style.opacity = '0';
        document.body.append(box);
        box.select();
        let done = false;
        try {
            done = document.execCommand('copy');
        } catch {
            // then it can't be helped
        }
        box.remove();
        focused?.focus();
        return done;
    }
}

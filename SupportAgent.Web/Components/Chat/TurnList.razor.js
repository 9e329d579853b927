// A citation opens its passage beside the answer; with a key held down, or in another tab, it is a link like any other.
export function attach(list, owner) {
    let from = null;
    const open = async event => {
        const link = event.target.closest?.('a.citation');
        if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        const address = link.getAttribute('href');
        from = link;
        let isShown = false;
        try {
            isShown = await owner.invokeMethodAsync('ShowPassage', address);
        } catch {
            // the connection is interrupted: the page of the policy says it
        }
        if (!isShown) location.assign(address);
    };
    list.addEventListener('click', open);
    return {
        back() { if (from?.isConnected) from.focus(); },
        detach() { list.removeEventListener('click', open); },
    };
}

// What stands behind # is a view of the explorer: then its place is kept from the first moment on,
// without the questions to begin with. A module would come too late for that.
if (location.hash.length > 1) document.documentElement.dataset.view = "";

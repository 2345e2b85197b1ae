// Before anything is drawn: the theme a person chose in this browser (as react-admin keeps it), else the system's.
(function () {
  var dark = matchMedia('(prefers-color-scheme: dark)').matches;
  try {
    var chosen = JSON.parse(localStorage.getItem('RaStore.theme'));
    if (chosen === 'dark' || chosen === 'light') dark = chosen === 'dark';
  } catch (error) {
    // no storage, or something else under that name: the system's
  }
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();

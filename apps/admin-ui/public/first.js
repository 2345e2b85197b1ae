// While the console itself is still on its way: the dashboard's figures, which are wanted first. The console takes them over (first-figures.ts).
// It is begun by this script once they are seen (behind-figures.mjs), at once on other pages, and after a moment where nobody says them.
(function () {
  var LONGEST_WAIT_MS = 600;
  var BACKGROUND_MS = 100;
  var address = document.currentScript && document.currentScript.dataset.console;
  var begun = false;

  function begin() {
    if (begun || !address) return;
    begun = true;
    var script = document.createElement('script');
    script.type = 'module';
    script.crossOrigin = '';
    script.src = address;
    document.head.appendChild(script);
  }

  function isDashboard() {
    try {
      return /^#?\/?(\?.*)?$/.test(location.hash) && localStorage.getItem('soulsync.first-run.over') !== null;
    } catch (error) {
      return false; // no storage: the figures come with the console
    }
  }

  function ask(path) {
    return fetch('api/v1/' + path, { headers: { Accept: 'application/json' }, priority: 'high' }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });
  }

  function draw(answers) {
    var summary = answers[0];
    var filedToday = answers[1].reduce(function (sum, hour) {
      return sum + hour.filed;
    }, 0);
    window.soulsyncFirst = { summary: summary, filedToday: filedToday };
    var place = document.querySelector('.first dl');
    if (!place) return; // the console was faster
    [
      ['wanted', summary.entries - summary.owned - summary.filed],
      ['in progress', summary.acquiring],
      ['filed today', filedToday],
      ['to decide', summary.review],
    ].forEach(function (pair) {
      var one = place.appendChild(document.createElement('div'));
      one.appendChild(document.createElement('dd')).textContent = pair[1].toLocaleString('en');
      one.appendChild(document.createElement('dt')).textContent = pair[0];
    });
  }

  function beginWhenSeen() {
    setTimeout(begin, BACKGROUND_MS); // a tab in the background draws nothing
    requestAnimationFrame(function () {
      setTimeout(begin, 0);
    });
  }

  if (!isDashboard()) return begin();
  setTimeout(begin, LONGEST_WAIT_MS);
  var midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  var hours = 'hourly-throughput?from_gte=' + encodeURIComponent(midnight.toISOString()) + '&_start=0&_end=25';
  // Signed out, or nobody answers: the console says so.
  Promise.all([ask('summary'), ask(hours)])
    .then(draw)
    .then(beginWhenSeen, begin);
})();

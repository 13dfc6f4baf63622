/* As known on: leaves out what had not been said by a day, and shows the standing everything had on it.
   Without this script the page shows all that is held. What it goes by, in pages and drawings alike:
     data-from, data-until   days (YYYY-MM-DD); shown where from <= day < until. What is shown today has no data-until,
                             and what is not shown today comes with `hidden`, in drawings with display="none".
     data-when="day|all"     shown only while a day is chosen, or only while none is.
     option[data-n]          how many statements had been made by that day, for the sentence of #known-say.
     rect.p-veil             drawn over the lines of a chart from the end of the day on (data-t0, -t1: days since 1970).
     a[data-keep-day]        leads to a page that has the control too, and takes the day along.
   The day stands in the address: #on=2022-01-16, or #place&on=2022-01-16 where it names a place of the page too. */
(function () {
  'use strict';
  var root = document.documentElement;
  var TODAY = '~'; // after every day

  function every(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }
  function put(node, shown) {
    if (!node.ownerSVGElement) node.hidden = !shown;
    else if (shown) node.removeAttribute('display');
    else node.setAttribute('display', 'none');
  }
  function asked() {
    var found = /[#&]on=(\d{4}-\d{2}-\d{2})(?![\d-])/.exec(location.hash);
    return found ? found[1] : '';
  }
  function place_named() {
    var name = location.hash.slice(1).replace(/&?on=[^&]*$/, '');
    return name ? document.getElementById(decodeURIComponent(name)) : null;
  }
  function number(node, name) { return Number(node.getAttribute(name)); }

  function start() {
    var pick = document.getElementById('known-on');
    if (!pick) return;
    var back = document.getElementById('known-back');
    var next = document.getElementById('known-next');
    var say = document.getElementById('known-say');
    var chosen = document.getElementById('known-day');
    var dated = every('[data-from], [data-until]');
    var modes = every('[data-when]');
    var links = every('a[data-keep-day]:not([href^="#"])').map(function (link) { return [link].concat(link.getAttribute('href').split('#')); });
    var veils = every('.p-veil').map(function (veil) { return [veil, number(veil, 'x') + number(veil, 'width')]; });
    var day = '';

    function draw() {
      var on = day || TODAY;
      dated.forEach(function (node) {
        var shown = (node.getAttribute('data-from') || '') <= on && on < (node.getAttribute('data-until') || TODAY + TODAY);
        put(node, shown);
      });
      modes.forEach(function (node) { put(node, (node.getAttribute('data-when') === 'day') === (day !== '')); });
      veils.forEach(function (entry) { veil(entry[0], entry[1]); });
      links.forEach(function (entry) {
        var hash = [entry[2], day && 'on=' + day].filter(Boolean).join('&');
        entry[0].setAttribute('href', entry[1] + (hash && '#' + hash));
      });
      back.setAttribute('aria-disabled', String(place(-1) < 0));
      next.setAttribute('aria-disabled', String(place(1) < 0));
      var option = pick.options[pick.selectedIndex];
      chosen.textContent = option && option.value === day ? option.text : day;
      if (say) say.textContent = say.getAttribute('data-text').replace('{n}', option ? option.getAttribute('data-n') : '0');
    }
    function veil(rect, edge) {
      var t0 = number(rect, 'data-t0'), t1 = number(rect, 'data-t1');
      var x0 = number(rect, 'data-x0'), x1 = number(rect, 'data-x1');
      var at = day ? Date.parse(day + 'T00:00Z') / 864e5 + 1 : t1;
      var x = at >= t1 ? edge : x0 + (Math.max(at, t0) - t0) / (t1 - t0) * (x1 - x0);
      rect.setAttribute('x', String(x));
      rect.setAttribute('width', String(edge - x));
    }
    /* The option some steps away, or -1; from a day that is no option, the one before is where steps begin. */
    function place(by) {
      var exact = pick.selectedIndex >= 0 && pick.options[pick.selectedIndex].value === day;
      var to = pick.selectedIndex + (exact || by > 0 ? by : by + 1);
      return to >= 0 && to < pick.options.length ? to : -1;
    }
    function choose(to) {
      if (to < 0) return;
      pick.selectedIndex = to;
      go(pick.value);
    }
    function go(to) {
      day = to;
      draw();
      try {
        history.replaceState(null, '', day ? '#on=' + day : location.pathname + location.search);
      } catch (error) {
        location.replace('#' + (day ? 'on=' + day : '')); // a page on disk may not rewrite its address
      }
    }
    /* The list shows the day asked for, or the last day before it on which the account changed. */
    function follow(to) {
      day = to;
      var index = -1;
      Array.prototype.forEach.call(pick.options, function (option, at) {
        if (to ? option.value && option.value <= to : !option.value) index = at;
      });
      pick.selectedIndex = index;
      draw();
    }
    function heard() {
      var named = asked(), spot = place_named();
      if (named !== day && (named || !spot)) follow(named);
      else if (spot && spot.getClientRects().length === 0 && day) follow('');
      else if (!named) return; // the browser has gone there itself
      if (spot) spot.scrollIntoView();
    }

    back.addEventListener('click', function () { choose(place(-1)); });
    next.addEventListener('click', function () { choose(place(1)); });
    pick.addEventListener('change', function () { go(pick.value); });
    document.getElementById('known-row').addEventListener('keydown', function (event) {
      if (event.target === pick || event.ctrlKey || event.altKey || event.metaKey) return;
      var forward = getComputedStyle(root).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
      var backward = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
      var to = { Home: 0, End: pick.options.length - 1 }[event.key];
      if (event.key === forward) to = place(1);
      if (event.key === backward) to = place(-1);
      if (to === undefined) return;
      event.preventDefault();
      choose(to);
    });
    window.addEventListener('hashchange', heard);
    document.getElementById('known-row').hidden = false;
    root.classList.add('known-works');
    follow(asked());
    if (asked()) heard();
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
}());

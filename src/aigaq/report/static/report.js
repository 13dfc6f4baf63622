/* The report reads whole without this file. It adds two comforts: light or dark, and opening the fold a link leads into. */
(function () {
  'use strict';
  var root = document.documentElement;
  var order = ['auto', 'light', 'dark'];

  function kept() {
    try { return localStorage.getItem('aigaq-theme'); } catch (error) { return null; }
  }
  function keep(theme) {
    try { localStorage.setItem('aigaq-theme', theme); } catch (error) { /* a page on disk may have no store */ }
  }
  function dress(theme) {
    if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
    else root.removeAttribute('data-theme');
  }
  var theme = order.indexOf(kept()) < 0 ? 'auto' : kept();
  dress(theme);

  function unfold() {
    var id = decodeURIComponent(location.hash.slice(1));
    var spot = id && document.getElementById(id);
    var fold = spot && (spot.closest('details') || spot.querySelector('details'));
    if (fold) fold.open = true;
  }

  document.addEventListener('DOMContentLoaded', function () {
    var button = document.querySelector('.theme');
    var name = button.getAttribute('aria-label');
    function say() {
      var label = name + ': ' + button.getAttribute('data-' + theme);
      button.setAttribute('aria-label', label);
      button.title = label;
    }
    button.hidden = false;
    say();
    button.addEventListener('click', function () {
      theme = order[(order.indexOf(theme) + 1) % order.length];
      keep(theme);
      dress(theme);
      say();
    });
    unfold();
  });
  window.addEventListener('hashchange', unfold);
}());

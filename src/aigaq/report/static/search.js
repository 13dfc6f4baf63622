/* The search. The page reads whole without this file: it is then a list of doors.
   Words come from search-data*.js, each of which puts rows on window.aigaqSearch: group, address, title, text, line under
   it, standing, keys, language, place of its mark among #search-icons, flags (1: struck, 2: read
   by machine, 4: the language is that of the title, not of the text).
   Nothing found is ever put into the page as markup. The question stands in the address: #q=water. */
(function () {
  'use strict';
  var FIRST = 10, MORE = 100, STEP = 2000;
  var TOKEN = /\p{N}{1,3}(?:[,.\u00a0\u202f]\p{N}{3})+(?!\p{N})|[\p{L}\p{M}\p{N}]+/gu;
  // Letters that one keyboard has and another lacks are found by each other: ё by е, Kazakh letters by Russian ones.
  var NEAR = { 'ё': 'е', 'ә': 'а', 'ғ': 'г', 'қ': 'к', 'ң': 'н', 'ө': 'о', 'ұ': 'у', 'ү': 'у', 'һ': 'х', 'і': 'и', 'ı': 'i' };

  function fold(word) {
    var bare = word.toLowerCase().normalize('NFKD').replace(/([a-z])\p{M}+/gu, '$1').normalize('NFC');
    if (/^\p{N}/u.test(bare)) bare = bare.replace(/[,.\u00a0\u202f ]/g, '');
    return bare.replace(/[ёәғқңөұүһіı]/g, function (letter) { return NEAR[letter]; });
  }
  function tokens(text) { return (text.match(TOKEN) || []).map(fold); }
  /* "20 000" is one number; a full id is found by its beginning. */
  function asked(text) {
    var joined = text.replace(/(\d) (?=\d{3}(?!\d))/g, '$1');
    return joined.replace(/\b([0-9a-f]{12})[0-9a-f]{1,52}\b/gi, '$1');
  }
  function element(name, text, kind) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }
  /* The text with the words that were found inside <mark>, cut around the first of them. */
  function marked(text, words, length) {
    var made = document.createDocumentFragment(), at = 0, from = 0, to = text.length;
    var hits = Array.from(text.matchAll(TOKEN)).filter(function (hit) { return words.has(fold(hit[0])); });
    if (length && text.length > length) {
      if (hits.length) from = Math.max(0, hits[0].index - Math.floor(length / 3));
      to = Math.min(text.length, from + length);
      while (from > 0 && /[\p{L}\p{M}\p{N}]/u.test(text.charAt(from))) from -= 1;
      while (to < text.length && /[\p{L}\p{M}\p{N}]/u.test(text.charAt(to))) to += 1;
    }
    if (from) made.append('… ');
    at = from;
    hits.forEach(function (hit) {
      if (hit.index < from || hit.index + hit[0].length > to) return;
      made.append(text.slice(at, hit.index));
      made.append(element('mark', hit[0]));
      at = hit.index + hit[0].length;
    });
    made.append(text.slice(at, to));
    if (to < text.length) made.append(' …');
    return made;
  }

  function start() {
    var box = document.getElementById('search'), field = document.getElementById('search-words');
    if (!box || !window.MiniSearch) return;
    var say = document.getElementById('search-say'), found = document.getElementById('search-found');
    var doors = document.getElementById('doors'), icons = document.getElementById('search-icons').children;
    var groups = Array.from(found.querySelectorAll('.found'));
    var rows = [].concat.apply([], window.aigaqSearch || []);
    var ready = false, waiting = 0;
    var index = new window.MiniSearch({
      fields: ['title', 'text', 'under', 'keys'],
      tokenize: function (text) { return text.match(TOKEN) || []; },
      processTerm: fold,
      searchOptions: {
        boost: { title: 3, text: 2 },
        combineWith: 'AND',
        prefix: function (word) { return !/^\p{N}+$/u.test(word); },
        fuzzy: function (word) { return word.length > 4 && !/\p{N}/u.test(word) ? 0.2 : false; },
        weights: { prefix: 0.6, fuzzy: 0.2 }
      }
    });

    function fill(from) {
      rows.slice(from, from + STEP).forEach(function (row, n) {
        index.add({ id: from + n, title: row[2], text: row[3], under: row[4] + ' ' + row[5], keys: row[6] });
      });
      if (from + STEP < rows.length) { window.setTimeout(fill, 0, from + STEP); return; }
      ready = true;
      if (field.value.trim()) look();
    }
    function line(row, words) {
      var made = element('li'), head = element('p', '', 'line'), link = element('a');
      var title = element((row[9] & 1) ? 's' : 'span');
      if (row[8] >= 0) { head.append(icons[row[8]].firstElementChild.cloneNode(true), ' '); }
      link.href = row[1];
      title.append(marked(row[2], words));
      var alone = element('bdi');
      alone.append(title);
      if (row[7] && row[9] & 4) alone.lang = row[7];
      link.append(alone);
      head.append(link);
      made.append(head);
      if (row[3]) {
        var text = element('p', '', 'snippet');
        if (row[7] && !(row[9] & 4)) text.lang = row[7];
        text.dir = 'auto';
        text.append(marked(row[3], words, 240));
        made.append(text);
      }
      var under = element('p', '', 'under'), who = element('bdi');
      who.append(marked(row[4], words));
      under.append(who);
      if (row[5]) under.append(' ', element('span', row[5], 'tag'));
      if (row[9] & 2) under.append(' ', element('span', box.getAttribute('data-machine'), 'tag m'));
      made.append(under);
      return made;
    }
    function show(group, hits, most) {
      var list = group.querySelector('ul'), old = group.querySelector('button');
      var from = list.children.length;
      hits.slice(from, most).forEach(function (hit) { list.append(line(rows[hit.id], hit.words)); });
      if (old) old.remove();
      if (hits.length <= most) return;
      var more = element('button', box.getAttribute('data-more') + ' (' + (hits.length - most) + ')');
      more.type = 'button';
      more.addEventListener('click', function () {
        show(group, hits, most + MORE);
        var next = list.children[most];
        if (next) next.querySelector('a').focus();
      });
      group.append(more);
    }
    function look() {
      var text = asked(field.value.trim());
      var hits = text && tokens(text).length ? index.search(text) : [];
      groups.forEach(function (group, place) {
        var here = hits.filter(function (hit) { return rows[hit.id][0] === place; });
        here.forEach(function (hit) { hit.words = new Set(hit.terms); });
        group.hidden = here.length === 0;
        group.querySelector('ul').replaceChildren();
        group.querySelector('small').textContent = String(here.length);
        show(group, here, FIRST);
      });
      found.hidden = hits.length === 0;
      doors.hidden = hits.length > 0;
      say.textContent = !text ? '' : hits.length ? say.getAttribute('data-found').replace('{n}', String(hits.length)) : say.getAttribute('data-none');
    }
    function typed() {
      window.clearTimeout(waiting);
      if (!ready) { say.textContent = say.getAttribute('data-waiting'); return; }
      waiting = window.setTimeout(function () { look(); keep(); }, 120);
    }
    function hash() { return field.value.trim() ? '#q=' + encodeURIComponent(field.value.trim()) : ''; }
    function keep() {
      try {
        history.replaceState(null, '', hash() || location.pathname + location.search);
      } catch (error) {
        location.replace(hash() || '#'); // a page on disk may not rewrite its address
      }
    }
    function heard() {
      var named = /^#q=(.*)$/.exec(location.hash), words = '';
      try { words = named ? decodeURIComponent(named[1]) : ''; } catch (error) { words = ''; }
      if (words === field.value.trim()) return;
      field.value = words;
      if (ready) look();
    }

    field.addEventListener('input', typed);
    field.addEventListener('keydown', function (event) {
      var first = found.querySelector('.found:not([hidden]) a');
      if ((event.key === 'Enter' || event.key === 'ArrowDown') && first && ready) {
        event.preventDefault();
        first.focus();
      }
    });
    document.addEventListener('keydown', function (event) {
      if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || event.target === field) return;
      event.preventDefault();
      field.focus();
      field.select();
    });
    window.addEventListener('hashchange', heard);
    document.getElementById('search-plain').hidden = true;
    box.hidden = false;
    heard();
    if (!location.hash) field.focus({ preventScroll: true });
    fill(0);
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
}());

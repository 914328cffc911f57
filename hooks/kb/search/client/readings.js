/* How characters are read: pinyin, initials, and a wrong homophone. */
var Readings = (function () {
  var MOST = 12;
  var readings = null;
  var words = [];
  var spoken = null;

  function open(syllables, found) {
    readings = new Map();
    syllables.split(" ").forEach(function (entry) {
      var syllable = /^[a-z]+/.exec(entry)[0];
      Array.from(entry.slice(syllable.length)).forEach(function (sign) {
        readings.set(sign, (readings.get(sign) || []).concat(syllable));
      });
    });
    words = Letters.cut(found).map(Letters.read);
  }

  function ready() {
    return readings ? Promise.resolve() : Store.fetch("readings", function () { return readings; });
  }

  function ofSign(sign) {
    return readings.get(sign) || (/[a-z0-9]/.test(sign) ? [sign] : []);
  }

  /* All that can be typed by its sound, made when first asked for: {word, signs, sounds, rank};
   * names have rank 0. */
  function vocabulary() {
    if (spoken) return spoken;
    var seen = new Map();
    Pages.all().forEach(function (page) {
      [page.name].concat(page.aliases).forEach(function (name) {
        seen.set(Names.core(Normal.bare(Normal.normal(name))), 0);
      });
    });
    words.concat(Words.spoken()).forEach(function (word) { if (!seen.has(word)) seen.set(word, 1); });
    spoken = Array.from(seen, function (pair) {
      var signs = Array.from(pair[0]);
      return { word: pair[0], signs: signs, sounds: signs.map(ofSign), rank: pair[1] };
    });
    return spoken;
  }

  /* How many signs from `from` on are read as `letters`, each as a whole syllable, its beginning or
   * its initial; 0 if they are not. `whole` counts the syllables that are typed to their end. */
  function read(sounds, from, letters) {
    if (!letters) return { signs: 0, whole: 0 };
    if (from >= sounds.length) return null;
    var best = null;
    sounds[from].forEach(function (syllable) {
      var tries = [syllable.length, 1, 2];
      if (letters.length < syllable.length) tries.push(letters.length);
      tries.forEach(function (length, index) {
        if (length > syllable.length || length > letters.length) return;
        if (letters.slice(0, length) !== syllable.slice(0, length)) return;
        if (index === 2 && !/^[zcs]h/.test(syllable)) return;
        var rest = read(sounds, from + 1, letters.slice(length));
        if (!rest) return;
        var whole = rest.whole + (length === syllable.length ? 1 : 0);
        if (!best || whole > best.whole) best = { signs: rest.signs + 1, whole: whole };
      });
    });
    return best;
  }

  /* The words that Latin `letters` may mean, best first, each as the part that is meant. */
  function fromLetters(letters) {
    var found = new Map();
    vocabulary().forEach(function (entry) {
      for (var from = 0; from < entry.signs.length; from += 1) {
        if (!begins(entry.sounds[from], letters[0])) continue;
        var match = read(entry.sounds, from, letters);
        if (!match || match.signs < 2) continue;
        var part = entry.signs.slice(from, from + match.signs).join("");
        var rest = entry.signs.length - match.signs;
        var value = 8 * match.whole / match.signs - 2 * entry.rank - Math.min(rest, 12) / 4 +
          (from ? 0 : 1) + (from + match.signs === entry.signs.length ? 1 : 0);
        if (!(found.get(part) >= value)) found.set(part, value);
      }
    });
    abbreviations(letters, found);
    return best(found);
  }

  /* Initials of some syllables of a name, the first and the last among them: ztbf, 招标投标法. */
  function abbreviations(letters, found) {
    vocabulary().forEach(function (entry) {
      var last = entry.signs.length - 1;
      if (entry.rank || letters.length < 3 || last > 2 * letters.length) return;
      var at = 0;
      entry.sounds.forEach(function (sounds_, index) {
        var fits = begins(sounds_, letters[at]);
        if (fits && (index === last) === (at === letters.length - 1)) at += 1;
        else if (!index) at = -Infinity;
      });
      if (at === letters.length && !found.has(entry.word)) found.set(entry.word, 1 - (last + 1 - letters.length) / 2);
    });
  }

  function begins(sounds_, letter) {
    return sounds_.some(function (syllable) { return syllable[0] === letter; });
  }

  /* The words that sound as `word` does and are written otherwise in a few signs, best first. */
  function fromSound(word) {
    var signs = Array.from(word);
    var found = new Map();
    var heard = signs.map(ofSign);
    var least = Math.min(3, signs.length);
    vocabulary().forEach(function (entry) {
      for (var from = 0; from + least <= entry.signs.length; from += 1) {
        var other = 0;
        var length = 0;
        while (length < signs.length && from + length < entry.signs.length) {
          var sign = entry.signs[from + length];
          if (sign !== signs[length]) {
            if (!meet(entry.sounds[from + length], heard[length])) break;
            other += 1;
          }
          length += 1;
        }
        if (length < least || length < signs.length || !other || other > Math.ceil(length / 3)) continue;
        var part = entry.signs.slice(from, from + length).join("");
        var value = -3 * other - 2 * entry.rank - Math.min(entry.signs.length - length, 12) / 4;
        if (!(found.get(part) >= value)) found.set(part, value);
      }
    });
    return best(found);
  }

  function meet(some, others) {
    return some.some(function (syllable) { return others.indexOf(syllable) >= 0; });
  }

  function best(found) {
    return Array.from(found).sort(function (a, b) {
      return b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
    }).slice(0, MOST).map(function (pair) { return pair[0]; });
  }

  return { open: open, ready: ready, fromLetters: fromLetters, fromSound: fromSound };
})();

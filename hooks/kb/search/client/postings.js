/* Where pairs of letters stand: the files of lists, and the lists as postings.py packs them. */
var Postings = (function () {
  var MOST_KEPT = 6e5;
  var clz32 = Math.clz32;
  var letters = [];
  var order = new Map();
  /* For each file its characters, and once it is there its bytes and where its lists begin. */
  var signs = [];
  var files = [];
  var blocks = 0;
  var common = new Set();
  var kept = new Map();
  var weight = 0;
  /* Where a list is read to. */
  var scratch = { blocks: new Int32Array(256), start: new Int32Array(256), first: new Uint16Array(256), second: new Uint16Array(256) };

  /* Take the order of characters: a name of a file is its characters, or one, a space, a bound. */
  function open(names, many, frequent) {
    blocks = many;
    common = new Set(Normal.pairs(frequent).filter(function (pair, index) { return index % 2 === 0; }));
    names.forEach(function (name, number) {
      var own = Array.from(name);
      var part = own[1] === " ";
      signs.push(part ? own.slice(0, 1) : own);
      signs[number].forEach(function (sign) {
        if (order.has(sign)) return;
        order.set(sign, { rank: letters.length, file: number, bounds: [] });
        letters.push(sign);
      });
      if (part && own[2]) order.get(own[0]).bounds.push(own[2]);
      files.push(null);
    });
  }

  function rank(sign) {
    return order.get(sign).rank;
  }

  /* Where a pair would lie: {file, late: its later letter, other, before: 1 if the other comes first};
   * null if one of its letters is not on the site. */
  function locate(pair) {
    var two = Array.from(pair);
    if (!order.has(two[0]) || !order.has(two[1])) return null;
    var before = rank(two[0]) >= rank(two[1]) ? 0 : 1;
    var own = order.get(two[before]);
    var other = rank(two[1 - before]);
    var file = own.file + own.bounds.filter(function (sign) { return rank(sign) <= other; }).length;
    return { file: file, late: two[before], other: other, before: before };
  }

  /* The number of the file that a pair would lie in, or -1. */
  function fileOf(pair) {
    var place = locate(pair);
    return place ? place.file : -1;
  }

  /* Load files by number. */
  function load(numbers) {
    return Promise.all(numbers.map(function (number) {
      return files[number] || Store.fetch("pairs-" + number, function () { return files[number]; });
    }));
  }

  /* Take a file: its keys are read, its lists when one is asked for. `keys` has for each list
   * 2 × rank of the earlier letter, + 1 if that comes first in the pair; `from` where those of each
   * character begin. */
  function take(number, packed) {
    var bytes = bytesOf(packed);
    var at = 0;
    var keys = [];
    var from = signs[number].map(function (sign) {
      var begins = keys.length;
      var zeros = clz32(peek(bytes, at));
      var many = (peek(bytes, at + zeros) >>> (31 - zeros)) - 1;
      at += 2 * zeros + 1;
      var mean = Math.floor(4 * (rank(sign) + 1) / (many + 1));
      var last = -1;
      for (; many > 0; many -= 1) {
        var width = mean < 8 ? 0 : 31 - clz32(mean >> 2);
        var gap = clz32(~peek(bytes, at));
        if (gap < 12) {
          at += gap + 1;
        } else {
          at += 12;
          zeros = clz32(peek(bytes, at));
          gap = 11 + (peek(bytes, at + zeros) >>> (31 - zeros));
          at += 2 * zeros + 1;
        }
        if (width) gap = gap << width | peek(bytes, at) >>> (32 - width);
        at += width;
        mean += gap - (mean >> 2);
        last += gap + 1;
        var kind = peek(bytes, at) >>> 30;
        at += kind < 2 ? 1 : 2;
        if (kind !== 2) keys.push(2 * last);
        if (kind > 1) keys.push(2 * last + 1);
      }
      return begins;
    });
    var starts = new Int32Array(keys.length + 1);
    starts[0] = at;
    files[number] = { bytes: bytes, keys: Int32Array.from(keys), from: from, starts: starts, read: 0 };
  }

  /* Where the list of a pair begins in its file, which is there; -1 if the pair stands nowhere. */
  function seekList(place) {
    var file = files[place.file];
    var own = signs[place.file].indexOf(place.late);
    var end = own + 1 < file.from.length ? file.from[own + 1] : file.keys.length;
    var index = file.keys.indexOf(2 * place.other + place.before, file.from[own]);
    if (index < 0 || index >= end) return -1;
    for (; file.read < index; file.read += 1) {
      file.starts[file.read + 1] = read(file.bytes, file.starts[file.read], null);
    }
    return file.starts[index];
  }

  /* Is the file of a pair there, so that `get` knows it? */
  function known(pair) {
    var file = fileOf(pair);
    return file < 0 || Boolean(files[file]);
  }

  /* The postings of a pair, or null: {blocks, start, first, second}; the places in blocks[i] are
   * first[start[i]] to first[start[i + 1]]. */
  function get(pair) {
    var list = kept.get(pair);
    if (list === undefined) {
      var place = locate(pair);
      var begins = place && files[place.file] ? seekList(place) : -1;
      list = begins < 0 ? null : unpack(files[place.file].bytes, begins);
      weight += list ? list.first.length + 2 * list.blocks.length : 20;
      if (weight > MOST_KEPT) {
        kept.clear();
        weight = 0;
      }
    } else {
      kept.delete(pair);
    }
    kept.set(pair, list);
    return list;
  }

  /* The bytes of base 64, and some more so that reading never looks beyond them. */
  function bytesOf(packed) {
    var text = atob(packed);
    var bytes = new Uint8Array(text.length + 8);
    for (var i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  /* The 32 bits from the bit `at` on. */
  function peek(bytes, at) {
    var place = at >> 3;
    var shift = at & 7;
    var word = bytes[place] << 24 | bytes[place + 1] << 16 | bytes[place + 2] << 8 | bytes[place + 3];
    return shift ? word << shift | bytes[place + 4] >> (8 - shift) : word;
  }

  function unpack(bytes, begins) {
    scratch.many = scratch.places = 0;
    read(bytes, begins, scratch);
    return {
      blocks: scratch.blocks.slice(0, scratch.many), start: scratch.start.slice(0, scratch.many + 1),
      first: scratch.first.slice(0, scratch.places), second: scratch.second.slice(0, scratch.places)
    };
  }

  /* Make room in `made` for `names`. */
  function widen(made, names) {
    names.forEach(function (name) {
      var old = made[name];
      made[name] = new old.constructor(2 * old.length);
      made[name].set(old);
    });
  }

  /* Read the list that begins at the bit `at`, into `made` if it is given; return where it ends.
   * All in one function, for a file is read from its beginning to the list that is wanted. */
  function read(bytes, at, made) {
    var zeros = clz32(peek(bytes, at));
    var many = peek(bytes, at + zeros) >>> (31 - zeros);
    at += 2 * zeros + 1;
    var mean = Math.floor(4 * blocks / (many + 1));
    var last = -1;
    for (; many > 0; many -= 1) {
      var width = mean < 8 ? 0 : 31 - clz32(mean >> 2);
      var gap = clz32(~peek(bytes, at));
      if (gap < 12) {
        at += gap + 1;
      } else {
        at += 12;
        zeros = clz32(peek(bytes, at));
        gap = 11 + (peek(bytes, at + zeros) >>> (31 - zeros));
        at += 2 * zeros + 1;
      }
      if (width) gap = gap << width | peek(bytes, at) >>> (32 - width);
      at += width;
      mean += gap - (mean >> 2);
      last += gap + 1;
      if (made) {
        if (made.many + 2 > made.blocks.length) widen(made, ["blocks", "start"]);
        made.blocks[made.many] = last;
        made.many += 1;
      }
      var shape = peek(bytes, at) >>> 30;
      var places = 1;
      at += shape < 2 ? 1 : 2;
      if (shape === 3) {
        for (places = 2; peek(bytes, at) < 0; at += 1) places += 1;
        at += 1;
      }
      var first = -1;
      var second = -1;
      for (; places > 0; places -= 1) {
        first += 1;
        second += 1;
        var both = shape === 2;
        if (shape === 3) {
          both = peek(bytes, at) < 0;
          at += 1;
        }
        for (var letter = both ? 0 : 2; letter < 2; letter += 1) {
          var ordinal = clz32(~peek(bytes, at));
          if (ordinal < 4) {
            at += ordinal + 1;
          } else {
            at += 4;
            zeros = clz32(peek(bytes, at));
            ordinal = 3 + (peek(bytes, at + zeros) >>> (31 - zeros));
            at += 2 * zeros + 1;
          }
          if (letter) second += ordinal;
          else first += ordinal;
        }
        if (made) {
          if (made.places === made.first.length) widen(made, ["first", "second"]);
          made.first[made.places] = first;
          made.second[made.places] = second;
          made.places += 1;
        }
      }
      if (made) made.start[made.many] = made.places;
    }
    return at;
  }

  /* The blocks in which all `lists` come one right after the other, each beginning with the letter
   * that the one before ended with. */
  function chain(lists) {
    var candidates = lists.map(function (list) { return list.blocks; }).sort(function (a, b) {
      return a.length - b.length;
    }).reduce(meet);
    if (lists.length < 2) return candidates;
    var at = lists.map(function () { return 0; });
    return candidates.filter(function (block) {
      var ends = null;
      return lists.every(function (list, number) {
        var place = at[number] = seek(list.blocks, block, at[number]);
        var reached = [];
        for (var i = list.start[place]; i < list.start[place + 1]; i += 1) {
          if (!ends || ends.indexOf(list.first[i]) >= 0) reached.push(list.second[i]);
        }
        ends = reached;
        return reached.length;
      });
    });
  }

  /* The first place from `from` on where `sorted` is not less than `value`. */
  function seek(sorted, value, from) {
    var step = 1;
    var end = from;
    while (end < sorted.length && sorted[end] < value) {
      from = end + 1;
      end += step;
      step *= 2;
    }
    end = Math.min(end, sorted.length);
    while (from < end) {
      var middle = (from + end) >> 1;
      if (sorted[middle] < value) from = middle + 1;
      else end = middle;
    }
    return from;
  }

  /* What is in both rising lists; `few` is the shorter. */
  function meet(few, many) {
    var at = 0;
    return few.filter(function (value) {
      at = seek(many, value, at);
      return many[at] === value;
    });
  }

  return {
    open: open, take: take, load: load, get: get, known: known, fileOf: fileOf, chain: chain, meet: meet,
    has: function (sign) { return order.has(sign); },
    isCommon: function (pair) { return common.has(pair); },
    letters: function () { return letters; },
    filesOf: function (sign) {
      var own = order.get(sign);
      return own ? own.bounds.map(function (bound, index) { return own.file + 1 + index; }).concat(own.file) : [];
    },
    /* The pairs with `sign` in the files of it that are there. */
    pairsWith: function (sign) {
      var found = [];
      this.filesOf(sign).forEach(function (number) {
        var file = files[number];
        if (!file) return;
        signs[number].forEach(function (late, own) {
          var end = own + 1 < file.from.length ? file.from[own + 1] : file.keys.length;
          file.keys.subarray(file.from[own], end).forEach(function (key) {
            var other = letters[key >> 1];
            if (late === sign || other === sign) found.push(key & 1 ? other + late : late + other);
          });
        });
      });
      return found;
    }
  };
})();

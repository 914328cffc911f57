/* Where pairs of letters stand: the files of lists, and the lists as postings.py packs them. */
var Postings = (function () {
  var MOST_KEPT = 15e5;
  var clz32 = Math.clz32;
  var order = new Map();
  var files = [];
  var blocks = 0;
  var common = new Set();
  var kept = new Map();
  var weight = 0;

  /* Take the order of characters: a name of a file is its characters, or one, a space, a bound. */
  function open(names, many, frequent) {
    blocks = many;
    common = new Set(Normal.pairs(frequent).filter(function (pair, index) { return index % 2 === 0; }));
    names.forEach(function (name, number) {
      var signs = Array.from(name);
      var part = signs[1] === " ";
      signs.slice(0, part ? 1 : signs.length).forEach(function (sign) {
        if (!order.has(sign)) order.set(sign, { rank: order.size, file: number, bounds: [] });
      });
      if (part && signs[2]) order.get(signs[0]).bounds.push(signs[2]);
      files.push(null);
    });
  }

  function rank(sign) {
    return order.get(sign).rank;
  }

  /* The number of the file that a pair would lie in; -1 if one of its letters is not on the site. */
  function fileOf(pair) {
    var signs = Array.from(pair);
    if (!order.has(signs[0]) || !order.has(signs[1])) return -1;
    var late = rank(signs[0]) >= rank(signs[1]) ? 0 : 1;
    var own = order.get(signs[late]);
    var other = rank(signs[1 - late]);
    return own.file + own.bounds.filter(function (sign) { return rank(sign) <= other; }).length;
  }

  /* Load files by number. */
  function load(numbers) {
    return Promise.all(numbers.map(function (number) {
      return files[number] || Store.fetch("pairs-" + number, function () { return files[number]; });
    }));
  }

  /* Take a file: where each list begins follows from reading them all once. */
  function take(number, keys, packed) {
    var bytes = bytesOf(packed);
    var found = new Map();
    var at = 0;
    keys.split("\n").forEach(function (line) {
      var cut = line.indexOf(" ");
      var signs = Array.from(line.slice(0, cut));
      var names = signs.slice(1).map(function (sign) { return signs[0] + sign; });
      names.concat(Array.from(line.slice(cut + 1), function (sign) { return sign + signs[0]; })).forEach(function (pair) {
        found.set(pair, at);
        at = read(bytes, at, null);
      });
    });
    files[number] = { bytes: bytes, lists: found };
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
      var file = fileOf(pair);
      var begins = file >= 0 && files[file] ? files[file].lists.get(pair) : undefined;
      list = begins === undefined ? null : unpack(files[file].bytes, begins);
      weight += list ? list.first.length + list.blocks.length : 1;
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
    var made = { blocks: [], start: [], first: [], second: [] };
    read(bytes, begins, made);
    made.start.push(made.first.length);
    return {
      blocks: Int32Array.from(made.blocks), start: Int32Array.from(made.start),
      first: Uint16Array.from(made.first), second: Uint16Array.from(made.second)
    };
  }

  /* Read the list that begins at the bit `at`, into `made` if it is given; return where it ends.
   * All in one function, for every file is read once as a whole when it comes. */
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
        made.blocks.push(last);
        made.start.push(made.first.length);
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
          made.first.push(first);
          made.second.push(second);
        }
      }
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
    filesOf: function (sign) {
      var own = order.get(sign);
      return own ? own.bounds.map(function (bound, index) { return own.file + 1 + index; }).concat(own.file) : [];
    },
    pairsWith: function (sign) {
      var found = [];
      this.filesOf(sign).forEach(function (number) {
        if (!files[number]) return;
        files[number].lists.forEach(function (begins, pair) { if (pair.includes(sign)) found.push(pair); });
      });
      return found;
    }
  };
})();

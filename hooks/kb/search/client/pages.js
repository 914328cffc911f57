/* The pages and the blocks of their texts: units, and the headings above them. */
var Pages = (function () {
  var UNIT = 10;
  var NUMBERED = { a: "art-", s: "step-" };
  var all = [];
  var badges = [];
  /* For each block: its level (UNIT if it is none), its page, where what stands below it ends, the
   * unit that it names, its length, and the number of the unit among units. */
  var level, page, end, named, size, unit;
  /* The words of all headings as they are carried, loaded late, and which of them a block is. */
  var headings = [];
  var headingOf;
  var listed = {};

  function open(data) {
    badges = data.badges;
    var many = data.lengths.length;
    level = new Uint8Array(many);
    page = new Uint16Array(many);
    end = new Int32Array(many);
    named = new Int32Array(many).fill(-1);
    unit = new Int32Array(many).fill(-1);
    size = new Float32Array(many);
    headingOf = new Int32Array(many);
    for (var i = 0; i < many; i += 1) size[i] = 6 * Math.pow(2, data.lengths.charCodeAt(i) - 97);
    var block = 0;
    var units = 0;
    var heads = 0;
    all = data.pages.map(function (row, index) {
      var made = {
        index: index, url: row[0], name: row[1], type: row[2], code: row[4] || "", status: row[5] || "",
        year: row[6] || null, badges: row[7] || [], title: titled(row[8], row[1]), aliases: row[9] || [],
        topics: row[10] || [], behaviours: row[11] || [], levels: row[12] || [], start: block, outline: row[3]
      };
      made.id = made.type === "term" ? made.url.replace(/\.html$/, "")
        : made.url.replace(/^.*\/|\.html$/g, "");
      var open_ = [];
      outline(row[3], function (kind) {
        page[block] = index;
        level[block] = kind < UNIT ? kind : UNIT;
        if (kind < UNIT) {
          while (open_.length && level[open_[open_.length - 1]] >= kind) end[open_.pop()] = block;
          open_.push(block);
          if (kind) {
            headingOf[block] = heads;
            heads += 1;
          }
        } else {
          unit[block] = units;
          units += 1;
          if (kind === UNIT && block && level[block - 1] < UNIT && page[block - 1] === index) named[block - 1] = block;
        }
        block += 1;
      });
      open_.forEach(function (heading) { end[heading] = block; });
      made.end = block;
      return made;
    });
    Texts.open(data.texts, units);
  }

  /* The title of a page from its name, of which `given` may be the part that it quotes. */
  function titled(given, name) {
    if (!Array.isArray(given)) return given || name;
    var signs = Array.from(name);
    return "《" + signs.slice(given[0], given[1]).join("") + "》" + signs.slice(given[1]).join("");
  }

  /* Call `each` with every block of an outline: its level, UNIT, or UNIT + 1 and its anchor. */
  function outline(text, each) {
    var next = { a: 1, s: 1 };
    text.split(" ").forEach(function (token) {
      var kind = token[0];
      var given = token.split("=")[1];
      var many = given ? 1 : Number(token.slice(1)) || 1;
      if (/[0-9]/.test(kind)) {
        each(Number(kind));
        return;
      }
      for (; many > 0; many -= 1) {
        if (kind === "u") {
          each(UNIT, given || "");
        } else {
          var number = given || String(next[kind]);
          next[kind] = parseInt(number, 10) + 1;
          each(kind === "a" ? UNIT + 1 : UNIT, NUMBERED[kind] + number);
        }
      }
    });
  }

  /* The anchors of the blocks of a page; those of the page asked for last are kept. */
  function anchors(one) {
    if (listed.page !== one) {
      listed = { page: one, anchors: [] };
      outline(one.outline, function (kind, name) { listed.anchors.push(name); });
    }
    return listed.anchors;
  }

  /* The block of a place of a page, art-33 or step-2; -1 if the page has none. */
  function place(one, anchor) {
    var index = anchors(one).indexOf(anchor);
    return index < 0 ? -1 : one.start + index;
  }

  /* The anchor of a unit and the headings above it, its own last, if they are loaded. */
  function wayTo(target) {
    var one = all[page[target]];
    var above = [];
    for (var block = target, below = UNIT; block > one.start && headings.length; block -= 1) {
      if (level[block] < below && end[block] > target) {
        below = level[block];
        above.unshift(Letters.read(headings[headingOf[block]]));
      }
    }
    return { anchor: anchors(one)[target - one.start] || "", above: above };
  }

  /* The block of a hit, by its id; -1 if there is none. */
  function find(id) {
    var cut = (id + "#").indexOf("#");
    var one = all.find(function (page_) { return page_.id === id.slice(0, cut); });
    if (!one) return -1;
    return cut < id.length ? place(one, id.slice(cut + 1)) : intro(one);
  }

  /* The first unit of a page: its introduction. */
  function intro(one) {
    var block = one.start + 1;
    while (block < one.end && level[block] < UNIT) block += 1;
    return block < one.end ? block : -1;
  }

  return {
    open: open, place: place, intro: intro, find: find, wayTo: wayTo,
    headings: function () {
      return headings.length ? Promise.resolve()
        : Store.fetch("headings", function () { return headings.length; });
    },
    takeHeadings: function (written) { headings = Letters.cut(written); },
    all: function () { return all; },
    many: function () { return level.length; },
    isUnit: function (block) { return level[block] === UNIT; },
    isName: function (block) { return level[block] === 0; },
    of: function (block) { return all[page[block]]; },
    pageOf: function (block) { return page[block]; },
    end: function (block) { return end[block]; },
    named: function (block) { return named[block]; },
    size: function (block) { return size[block]; },
    unit: function (block) { return unit[block]; },
    badges: function (one) { return one.badges.map(function (number) { return badges[number]; }); }
  };
})();

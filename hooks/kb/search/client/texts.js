/* The texts of units, in files of neighbours: kept as they are carried, read when they are shown. */
var Texts = (function () {
  var starts = [];
  var files = [];

  function open(cuts, units) {
    starts = cuts.concat(units);
    files = cuts.map(function () { return null; });
  }

  function fileOf(unit) {
    var low = 0;
    var high = starts.length - 1;
    while (high - low > 1) {
      var middle = (low + high) >> 1;
      if (starts[middle] <= unit) low = middle;
      else high = middle;
    }
    return low;
  }

  function load(units) {
    return Promise.all(Array.from(new Set(units.map(fileOf)), function (number) {
      return files[number] || Store.fetch("text-" + number, function () { return files[number]; });
    }));
  }

  function take(number, written, rows) {
    files[number] = { texts: written, rows: rows };
  }

  /* What a unit is called: {title, above, own, code}, or null if its file is not there. A title that
   * is not given is 0, and so is what the title says. */
  function about(unit) {
    var number = fileOf(unit);
    var file = files[number];
    if (!file) return null;
    var found = { title: 0, above: [], own: 0, code: 0 };
    JSON.parse(Letters.read(file.rows)).some(function (row) {
      if (row[0] > unit - starts[number]) return true;
      found = { title: 0, above: row[2] || found.above, own: 0, code: 0 };
      if (row[0] === unit - starts[number]) {
        found.title = row[1] || 0;
        found.own = row[3] || 0;
        found.code = row[4] || 0;
      }
      return false;
    });
    return found;
  }

  return {
    open: open, load: load, take: take, about: about,
    /* The words of a unit whose file is there. */
    words: function (unit) {
      var number = fileOf(unit);
      return Letters.read(Letters.pick(files[number].texts, unit - starts[number]));
    }
  };
})();

/* A query as terms: what must stand together, what else it may be written, what it may mean. */
var Words = (function () {
  var MOST_TERMS = 24;
  var LONGEST_TERM = 48;
  var LONGEST_QUERY = 400;
  var SHORT = 6;
  /* Words that ask and join; where one stands, two words of the query part. */
  var ASKING = new RegExp([
    "请问", "是不是", "有没有", "能不能", "可不可以", "要不要", "会不会", "该不该", "怎么办", "怎么样", "怎么", "怎样", "如何",
    "为什么", "干什么", "什么时候", "什么样", "什么", "哪些", "哪几[种级类个项]", "哪[个种类项里]", "有几[种级类个项]", "几[种级类个项]",
    "多长时间", "多少[天日年个钱家人次]?", "多久", "多长", "几[天日年]", "是否", "能否", "可以", "可不", "属于", "情况下?", "情形",
    "[吗呢吧的了是要在被把给让就都也还又及与和或由对]"
  ].join("|"), "u");
  var NUMBERED = /第?([0-9]{1,4})(条|款|项|章|节|步|日|天|年|个|家|人|倍|次|月|万|元)/g;
  var synonyms = [];

  function open(rows) {
    synonyms = rows.map(function (row) { return { say: row[0], means: row[1] }; });
  }

  function distinct(list) {
    return list.filter(function (one, index) { return one && list.indexOf(one) === index; });
  }

  /* {terms: [{run, forms}], joined}: a form is another way to write the run. */
  function parse(query) {
    var text = Normal.normal(query.slice(0, LONGEST_QUERY).replace(/\s+/g, "\n"));
    var runs = distinct(Normal.runs(text)).slice(0, MOST_TERMS).map(function (run) {
      return Array.from(run).slice(0, LONGEST_TERM).join("");
    });
    var joined = Normal.runs(text.replace(/\n/g, ""))[0] || "";
    return {
      joined: runs.length > 1 ? Array.from(joined).slice(0, LONGEST_TERM).join("") : "",
      terms: runs.map(function (run) { return { run: run, forms: forms(run) }; })
    };
  }

  function forms(run) {
    var numbered = run.replace(NUMBERED, function (whole, number, unit) {
      var label = Names.chinese(Number(number)) + unit;
      return (whole[0] === "第" || unit === "条" ? "第" : "") + label;
    });
    return distinct([run, numbered]);
  }

  /* The parts of a run between words that only ask or join. */
  function pieces(run) {
    var parts = run.split(ASKING).filter(function (part) { return part && part.length > 1; });
    return parts.length ? parts : [run];
  }

  /* Is `run` a sentence that asks, and so no name that may be written wrong? */
  function asks(run) {
    return Array.from(run).length > SHORT && run.split(ASKING).length > 1 &&
      run.match(new RegExp(ASKING.source, "gu")).some(function (word) { return /^..|[吗呢吧了的]/u.test(word); });
  }

  /* What words of `run` may mean: [{word, means: [[word, weight]]}], longer words first. */
  function meanings(run) {
    var found = [];
    synonyms.forEach(function (entry) {
      entry.say.forEach(function (word) {
        if (run.includes(word)) found.push({ word: word, means: entry.means });
      });
    });
    return found.sort(function (a, b) { return b.word.length - a.word.length; }).filter(function (one, index) {
      return !found.slice(0, index).some(function (longer) { return longer.word !== one.word && longer.word.includes(one.word); });
    });
  }

  return {
    open: open, parse: parse, pieces: pieces, meanings: meanings, asks: asks, distinct: distinct,
    spoken: function () {
      return [].concat.apply([], synonyms.map(function (entry) {
        return entry.say.concat(entry.means.map(function (pair) { return pair[0]; }));
      }));
    },
    /* Is `run` a word of the synonyms, so that other words are meant too? */
    isSaid: function (run) {
      return synonyms.some(function (entry) { return entry.say.indexOf(run) >= 0; });
    },
    near: function (run) {
      return distinct([].concat.apply([], meanings(run).map(function (one) {
        return one.means.map(function (pair) { return pair[0]; });
      })));
    }
  };
})();

/* Which units a query finds, and in which order. README.md beside this folder says why. */
var Rank = (function () {
  /* What KB.searchTuning may change, so that the benchmark can leave a part out. */
  var tuning = {
    saturation: 0.8, length: 0.4, heading: 0.9, name: 2, chapter: 0.8, synonym: 0.7, common: 0.35,
    asking: 0.3, exact: 1000, revised: 0.75, repealed: 0.6, rest: 0.34, files: 8
  };
  var CITED = 10000;
  var NAMED = 5000;
  var FIRST = 100;
  /* For each block its score and what it gathers of one pair; used again by every search. */
  var scores = null;
  var spare = null;
  var touched = [];

  /* ---- what to load ---- */

  /* The weighted pairs of a query: Map of pair → weight. */
  function weigh(parsed) {
    var weights = new Map();

    function add(run, weight) {
      Normal.pairs(run).forEach(function (pair) {
        weights.set(pair, Math.max(weights.get(pair) || 0, weight));
      });
    }

    parsed.terms.forEach(function (term) {
      add(term.run, tuning.asking);
      Words.pieces(term.run).forEach(function (piece) { add(piece, 1); });
      term.forms.slice(1).forEach(function (form) { add(form, 0.9); });
      Words.meanings(term.run).forEach(function (one) {
        one.means.forEach(function (pair) {
          Normal.runs(Normal.normal(pair[0])).forEach(function (run) { add(run, tuning.synonym * pair[1]); });
        });
      });
    });
    return weights;
  }

  /* The files to load: those that tell most, `tuning.files` of them; all pairs of a short query are
   * among them, so that whether it stands somewhere as it is can always be told. */
  function files(weights, parsed) {
    var value = new Map();

    function add(file, worth) {
      if (file >= 0) value.set(file, (value.get(file) || 0) + worth);
    }

    weights.forEach(function (weight, pair) {
      add(Postings.fileOf(pair), weight * (Postings.isCommon(pair) ? tuning.common : 1));
    });
    var own = [].concat.apply([], parsed.terms.map(function (term) { return Normal.pairs(term.run); }));
    if (own.length <= tuning.files) own.forEach(function (pair) { add(Postings.fileOf(pair), FIRST); });
    parsed.terms.forEach(function (term) {
      if (Array.from(term.run).length === 1) Postings.filesOf(term.run).forEach(function (file) { add(file, 1); });
    });
    var best = Array.from(value).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
    return best.slice(0, tuning.files).map(function (one) { return one[0]; });
  }

  /* ---- phrases ---- */

  /* The blocks that have `run` as it stands; as far as its pairs are loaded. */
  function phrase(run) {
    var pairs = Normal.pairs(run);
    if (!pairs.length) return single(run);
    var chains = [[]];
    for (var i = 0; i < pairs.length; i += 1) {
      if (!Postings.known(pairs[i])) {
        chains.push([]);
      } else {
        var list = Postings.get(pairs[i]);
        if (!list) return new Int32Array(0);
        chains[chains.length - 1].push(list);
      }
    }
    chains = chains.filter(function (chain) { return chain.length; }).map(Postings.chain);
    if (!chains.length) return new Int32Array(0);
    return chains.sort(function (a, b) { return a.length - b.length; }).reduce(Postings.meet);
  }

  /* The blocks of a single letter: those of all pairs with it that are loaded. */
  function single(sign) {
    var found = new Set();
    Postings.pairsWith(sign).forEach(function (pair) {
      Postings.get(pair).blocks.forEach(function (block) { found.add(block); });
    });
    return Int32Array.from(found).sort();
  }

  /* ---- the words of a query, one by one ---- */

  /* Add to `scores` what one list is worth in each unit; fields are weighed before saturation. */
  function score(list, weight) {
    var many = Pages.many();
    var blocks = list.blocks;
    var rarity = Math.log(1 + (many - blocks.length + 0.5) / (blocks.length + 0.5));
    var found = [];
    var i, block;
    for (i = 0; i < blocks.length; i += 1) {
      block = blocks[i];
      if (Pages.isUnit(block)) {
        if (!spare[block]) found.push(block);
        spare[block] += (list.start[i + 1] - list.start[i]) /
          (1 - tuning.length + tuning.length * Pages.size(block) / 100);
      } else {
        var own = Pages.named(block);
        var field = Pages.isName(block) ? tuning.name : tuning.chapter;
        for (var below = block + 1; below < Pages.end(block); below += 1) {
          if (!Pages.isUnit(below)) continue;
          if (!spare[below]) found.push(below);
          spare[below] += below === own ? tuning.heading : field;
        }
      }
    }
    for (i = 0; i < found.length; i += 1) {
      block = found[i];
      if (!scores[block]) touched.push(block);
      scores[block] += weight * rarity * spare[block] * (1 + tuning.saturation) / (spare[block] + tuning.saturation);
      spare[block] = 0;
    }
  }

  /* ---- all together ---- */

  function prior(page) {
    return [1, tuning.revised, tuning.repealed][Names.age(page)];
  }

  function rarityOf(blocks) {
    return Math.log(1 + (Pages.many() - blocks.length + 0.5) / (blocks.length + 0.5));
  }

  /* {scores of all blocks, good until the next search; touched: those that have one; exact: Map of
   * the units in which all terms stand as they are, with what that adds}. */
  function search(parsed, weights) {
    scores = scores || new Float32Array(Pages.many());
    spare = spare || new Float32Array(Pages.many());
    touched.forEach(function (block) { scores[block] = 0; });
    touched = [];
    weights.forEach(function (weight, pair) {
      var list = Postings.known(pair) && Postings.get(pair);
      if (list) score(list, weight);
    });
    var exact = together(parsed.terms);
    var priors = Pages.all().map(prior);
    touched.forEach(function (block) { scores[block] *= priors[Pages.pageOf(block)]; });
    exact.forEach(function (worth, block) { scores[block] += worth; });
    return { scores: scores, touched: touched, exact: exact };
  }

  /* The units in which every term stands as it is, with what that adds to their scores. In its own
   * name > in its text > in a heading above; one term at least must be the unit's own. */
  function together(terms) {
    var exact = new Map();
    terms.forEach(function (term, number) {
      var here = new Map();
      term.forms.forEach(function (form) {
        var rarity;
        phrase(form).forEach(function (block, index, all) {
          rarity = rarity || rarityOf(all);
          if (Pages.isUnit(block)) {
            raise(here, block, 3 * rarity, true);
          } else {
            var named = Pages.named(block);
            if (named >= 0) raise(here, named, 4 * rarity + 20 * share(block, form), true);
            if (terms.length > 1) {
              for (var below = block + 1; below < Pages.end(block); below += 1) {
                if (Pages.isUnit(below)) raise(here, below, Pages.isName(block) ? 2 * rarity : rarity, false);
              }
            }
          }
        });
      });
      if (terms.length > 1) {
        abbreviated(term.run).forEach(function (page) {
          for (var below = page.start + 1; below < page.end; below += 1) {
            if (Pages.isUnit(below)) raise(here, below, 8, false);
          }
        });
      }
      if (!number) {
        exact = here;
        return;
      }
      exact.forEach(function (old, block) {
        var also = here.get(block);
        if (also) exact.set(block, (Math.abs(old) + Math.abs(also)) * (old > 0 || also > 0 ? 1 : -1));
        else exact.delete(block);
      });
    });
    var found = new Map();
    exact.forEach(function (worth, block) {
      if (worth < 0) return;
      if (!scores[block]) touched.push(block);
      scores[block] = scores[block] || 0.01;
      found.set(block, tuning.exact + worth);
    });
    return found;
  }

  /* Note what a term is worth in a unit: below zero where it is not the unit's own. */
  function raise(here, block, worth, own) {
    var old = here.get(block) || 0;
    here.set(block, Math.max(worth, Math.abs(old)) * (own || old > 0 ? 1 : -1));
  }

  /* How much of a heading's length a term is. */
  function share(block, form) {
    return Math.min(1, form.length / Math.max(form.length, Pages.size(block)));
  }

  function abbreviated(run) {
    if (run.length < 3) return [];
    return Names.matches(run).filter(function (one) { return one.fit === Names.SCATTERED; }).slice(0, 4)
      .map(function (one) { return one.page; });
  }

  return {
    tuning: tuning, weigh: weigh, files: files, search: search, phrase: phrase,
    CITED: CITED, NAMED: NAMED
  };
})();

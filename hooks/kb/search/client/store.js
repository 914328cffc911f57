/* The files of data: loaded once each; one that is cut off or of another build is an error. */
var Store = (function () {
  var FOLDER = "assets/search/";
  var stamp = "";
  var stale = false;
  var under_way = {};

  function fetch(name, look) {
    under_way[name] = under_way[name] || KB.load(FOLDER + name + ".js").then(function () {
      if (stale) throw new Error("搜索数据已更新，请刷新页面");
      if (!look()) throw new Error("搜索数据不完整：" + name + ".js");
      return look();
    }).catch(function (error) {
      delete under_way[name];
      throw error;
    });
    return under_way[name];
  }

  function taker(use) {
    return function (of) {
      if (stamp && of !== stamp) stale = true;
      else use.apply(null, Array.prototype.slice.call(arguments, 1));
    };
  }

  var opened = false;
  KB.searchPages = function (of, data) {
    if (stamp) return;
    stamp = of;
    Postings.open(data.shards, data.lengths.length, data.common);
    Letters.open(data.often, Postings.letters().concat(Array.from(data.others)));
    Pages.open(data);
    Words.open(data.synonyms);
    Names.open(Pages.all());
    opened = true;
  };
  KB.searchPairs = taker(Postings.take);
  KB.searchText = taker(Texts.take);
  KB.searchHeadings = taker(Pages.takeHeadings);
  KB.searchReadings = taker(Readings.open);
  KB.searchTraditional = taker(Normal.learn);

  return {
    fetch: fetch,
    ready: function () { return fetch("pages", function () { return opened; }); }
  };
})();

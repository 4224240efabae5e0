extension Result {
  /// What a person reads: a line for each figure, with its spread where there were several runs.
  var table: String {
    var table = Table()
    for figure in Figure.allCases {
      guard let spread = spread(figure) else { continue }
      let value = medians[figure] ?? spread.median
      let mark = figure.isFault && value != 0 ? "  <- must be 0" : ""
      let range =
        spread.count > 1
        ? ["\(Text.short(spread.lowest)) … \(Text.short(spread.highest))"] : []
      table.add([figure.label, Text.short(value)] + range + (mark.isEmpty ? [] : [mark]))
    }
    for list in FigureList.allCases {
      for values in runs.compactMap({ $0[list] }) {
        table.add([list.label, values.map(Text.short).joined(separator: ", ")])
      }
    }
    return "\(scenario) · \(settingsText)\n\(table.text)"
  }

  private var settingsText: String {
    settings.sorted { $0.key < $1.key }.map { "\($0.key) \(Text.short($0.value))" }
      .joined(separator: ", ")
  }
}

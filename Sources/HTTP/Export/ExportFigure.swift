import HubbubDomain

/// A picture, film or sound as the page of an export shows it: from the file beside it.
struct ExportFigure {
  let media: Media
  /// The name of the file in the zip; nil where it is not in it.
  let name: String?
  let words: ExportWords

  /// Markup in which nothing that somebody wrote is any.
  var html: String {
    let alt = media.alt.escapedForHTML
    guard let name else {
      let loss = words.loss(of: media.facts.type.kind).escapedForHTML
      return "<p><em>\(loss) \(alt)</em></p>"
    }
    switch media.facts.type.kind {
    case .image:
      return "<a href=\"\(name)\"><img src=\"\(name)\" alt=\"\(alt)\"\(size) loading=\"lazy\"></a>"
    case .video:
      return "<video src=\"\(name)\" title=\"\(alt)\"\(size) controls preload=\"none\"></video>"
    case .audio:
      return "<audio src=\"\(name)\" title=\"\(alt)\" controls preload=\"none\"></audio>"
    }
  }

  private var size: String {
    media.facts.size.map { " width=\"\($0.width)\" height=\"\($0.height)\"" } ?? ""
  }
}

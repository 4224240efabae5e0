import HubbubDomain
import HubbubMedia
import HubbubStore

/// Puts a person's things into their export: a page to read, and JSON.
struct ExportFiller {
  let me: OwnProfile
  let files: ExportFiles
  /// The lists of an export that has these files.
  let lists: (ExportedFiles) -> [ExportList]
  let picture: [UInt8]?
  let words: ExportWords
  let time: Timestamp

  func fill(_ export: Export) async throws {
    let lists = lists(try await files.write(to: export))
    try await writePage(of: lists, to: export)
    try await write("profile.json", MeBody(profile: me).json, to: export)
    try await write("settings.json", SettingsItem(me).json, to: export)
    for list in lists { try await write(list, to: export) }
    if let picture { try await write(Self.pictureName, picture, to: export) }
  }

  private func write(_ name: String, _ bytes: [UInt8], to export: Export) async throws {
    try await export.begin(name, at: time)
    try await export.write(bytes)
  }

  /// Writes `{"items":[…]}`.
  private func write(_ list: ExportList, to export: Export) async throws {
    try await export.begin("\(list.name).json", at: time)
    try await export.write(Array(#"{"items":["#.utf8))
    var isFirst = true
    try await list.read { items in
      try Task.checkCancellation()
      var bytes: [UInt8] = []
      for item in items {
        bytes += isFirst ? Array("\n".utf8) : Array(",\n".utf8)
        bytes += item.json
        isFirst = false
      }
      try await export.write(bytes)
    }
    try await export.write(Array("\n]}\n".utf8))
  }

  private func writePage(of lists: [ExportList], to export: Export) async throws {
    try await export.begin("index.html", at: time)
    try await export.write(Array(head(of: lists).utf8))
    for list in lists {
      try await export.write(
        Array("<section id=\"\(list.name)\"><h2>\(list.title.escapedForHTML)</h2><ul>\n".utf8))
      try await list.read { items in
        try Task.checkCancellation()
        try await export.write(items.flatMap { Array($0.html.utf8) })
      }
      try await export.write(Array("</ul></section>\n".utf8))
    }
    try await export.write(Array("</main></body></html>\n".utf8))
  }

  /// No script, and nothing from elsewhere: it is read without a network.
  private func head(of lists: [ExportList]) -> String {
    let name = me.user.displayName.escapedForHTML
    let image =
      picture == nil
      ? "" : "<img src=\"\(Self.pictureName)\" alt=\"\" width=\"128\" height=\"128\">"
    let links = lists.map { "<a href=\"#\($0.name)\">\($0.title.escapedForHTML)</a>" }.joined(
      separator: " · ")
    return """
      <!doctype html>
      <html lang="\(words.translation.language.rawValue)"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy"
        content="default-src 'none'; img-src 'self' file:; media-src 'self' file:; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(words.html(.title, ["name": name]))</title>
      <style>
      :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
      body { max-width: 42rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
      header img { border-radius: 50%; }
      li img, video { display: block; max-width: 100%; height: auto; margin-top: 0.5rem; }
      audio { display: block; width: 100%; margin-top: 0.5rem; }
      ul { list-style: none; padding: 0; }
      li { padding: 0.5rem 0; border-top: 1px solid light-dark(#ddd, #444); }
      li p { margin: 0.25rem 0 0; white-space: pre-wrap; }
      time, small { color: light-dark(#555, #aaa); font-size: 0.875rem; }
      </style></head>
      <body><header>\(image)
      <h1>\(name)</h1>
      <p>\(times)</p>
      <p>\(me.bio.escapedForHTML)</p>
      <nav>\(links)</nav></header><main>

      """
  }

  private var times: String {
    let values = [
      "username": me.user.username, "since": "<time>\(me.createdAt)</time>",
      "time": "<time>\(time)</time>",
    ]
    return words.html(.head, values)
  }

  private static let pictureName = "picture.webp"
}

/// How a person wants things to be.
private struct SettingsItem: Encodable {
  let invisible: Bool
  let factor: Bool
  let messagesFrom: MessagesFrom
  let theme: Theme
  let language: Language
  let motion: Motion

  init(_ me: OwnProfile) {
    (invisible, factor) = (me.isInvisible, me.hasFactor)
    (messagesFrom, theme) = (me.settings.messagesFrom, me.settings.theme)
    (language, motion) = (me.settings.language, me.settings.motion)
  }
}

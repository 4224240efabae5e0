/// What an XMP packet tells: it is text, and what it names it has.
///
/// - Source: XMP specification part 2 (Adobe, 2016); CIPA DC-010 (Exif in XMP).
enum XMPNotes {
  static func read(_ file: FileBytes, _ range: Range<Int>) -> Set<FoundMedia.Note> {
    Mention(["exif:gps"]).stands(in: file, range) ? [.editing, .position] : [.editing]
  }

  /// Whether a phone says in it that more follows the picture: a film, or a map of light.
  static func announcesMore(_ file: FileBytes, _ range: Range<Int>) -> Bool {
    let words = Mention(["motionphoto", "microvideo", "container:directory"])
    return words.stands(in: file, range, whenUnread: false)
  }
}

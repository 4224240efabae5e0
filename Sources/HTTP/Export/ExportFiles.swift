import HubbubDomain
import HubbubMedia
import HubbubStore
import NIOCore

/// The files that somebody takes along: of pictures the largest form, of films and sounds
/// what was sent.
///
/// They are put in before the lists are, so that these say what is there: a file may be lost,
/// or go with the last post that shows it while the export is made.
struct ExportFiles {
  let owner: UserID
  let store: any Store
  /// Nil where none are kept.
  let media: MediaLibrary?
  let words: ExportWords

  /// Puts all of them in, a piece at a time.
  ///
  /// - Returns: which are in.
  /// - Throws: ``Refusal`` `unavailable` where the disk has no space; what reading throws.
  /// - Bounds: ``Limits/exportPieceBytes`` of them in memory.
  func write(to export: Export) async throws -> ExportedFiles {
    var (files, after) = (ExportedFiles(words: words), MediaID?.none)
    repeat {
      let some = try await store.media(of: owner, after: after, limit: Limits.exportedRows)
      for one in some where try await write(one, to: export) { files.there.insert(one.id) }
      after = some.last?.id
    } while after != nil
    return files
  }

  /// - Returns: false where the file is not there.
  private func write(_ one: OwnedMedia, to export: Export) async throws -> Bool {
    let form = one.file.facts.largestForm
    guard let file = try await media?.open(form.name, of: one.file.hash) else { return false }
    let name = ExportedFiles.name(of: one.id, one.file.facts)
    try await export.begin(name, at: one.createdAt, bytes: file.count)
    var offset: Int64 = 0
    while offset < file.count {
      try Task.checkCancellation()
      let piece = try await file.read(at: offset, upTo: Limits.exportPieceBytes)
      // Nobody makes a file shorter that is in place.
      guard piece.readableBytes > 0 else { throw Refusal.unavailable }
      try await export.write(Array(piece.readableBytesView))
      offset += Int64(piece.readableBytes)
    }
    return true
  }
}

/// Which files are in an export, by the media that they are of: 16 bytes each.
struct ExportedFiles {
  let words: ExportWords
  var there: Set<MediaID> = []

  /// How a page shows one.
  func figure(of media: Media) -> ExportFigure {
    ExportFigure(media: media, name: name(of: media), words: words)
  }

  /// The name of one in the zip; nil where it is not in it.
  func name(of media: Media) -> String? {
    there.contains(media.id) ? Self.name(of: media.id, media.facts) : nil
  }

  static func name(of id: MediaID, _ facts: MediaFile.Facts) -> String {
    "media/\(id).\(facts.largestForm.suffix)"
  }
}

extension MediaFile.Facts {
  /// What is shown largest, as it is called on the disk, and what its name ends with elsewhere.
  fileprivate var largestForm: (name: String, suffix: String) {
    variants.contains(.large)
      ? (MediaVariant.large.fileName, "webp") : (ShownForm.original, type.suffix)
  }
}

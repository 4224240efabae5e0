import HTTPTypes
import HubbubAccounts
import HubbubDomain
import HubbubHub
import HubbubMedia
import HubbubStore
import Hummingbird
import NIOCore

/// Taking all that is one's own along.
struct ExportRoute: Sendable {
  let services: Services

  /// Answers `GET /api/me/export` with a zip: a page to read and JSON files with
  /// all that is theirs, their pictures, films and sounds, of others no more than names and ids.
  ///
  /// It is made whole before the first byte is sent, so that what fails is told.
  ///
  /// - Throws: ``Refusal`` `busy` when one of theirs is under way, or too many
  ///   are made; `unavailable` where there is no folder for it, or no space.
  /// - Bounds: ``Limits/exports`` at once, ``Limits/exportedRows`` in memory,
  ///   ``Limits/exportSpareBytes`` left on the disk.
  @Sendable func take(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    guard let exports = services.exports else { throw Refusal.unavailable }
    let filler = try await filler(for: session, in: words(for: session, request))
    let export = try await exports.make(for: session.user.id, filler.fill)
    let day = filler.time.description.prefix(10)
    return Response(
      status: .ok,
      headers: [
        .contentType: "application/zip",
        .contentDisposition:
          "attachment; filename=\"hubbub-\(filler.me.user.username)-\(day).zip\"",
      ], body: Self.body(of: export))
  }

  /// Read for each: exports are few.
  private func words(for session: Session, _ request: Request) throws -> ExportWords {
    let translations = try Translations(try services.webFiles.load())
    return ExportWords(translation: translations.best(for: session.language, request))
  }

  private func filler(
    for session: Session, in words: ExportWords
  ) async throws -> ExportFiller {
    let store = services.hub.store
    guard let me = try await store.ownProfile(of: session.user.id) else {
      throw Refusal.unauthorized
    }
    var picture: [UInt8]?
    if let chosen = me.user.picture {
      picture = try await services.pictures?.read(
        chosen, of: me.user.id, pixels: Limits.profilePicturePixels)
    }
    let lists = ExportLists(
      user: me.user, session: session.id, store: store, accounts: services.accounts,
      words: words)
    return ExportFiller(
      me: me,
      files: ExportFiles(owner: me.user.id, store: store, media: services.media, words: words),
      lists: lists.all(with:), picture: picture, words: words, time: .now())
  }

  private static func body(of export: Export) -> ResponseBody {
    ResponseBody(contentLength: export.byteCount) { writer in
      var offset = 0
      while offset < export.byteCount {
        let piece = try await export.read(at: offset)
        guard !piece.isEmpty else { break }
        offset += piece.count
        try await writer.write(ByteBuffer(bytes: piece))
      }
      try await writer.finish(nil)
    }
  }
}

import HTTPTypes
import HubbubDomain
import HubbubHub
import HubbubMedia
import HubbubStore
import Hummingbird
import Logging

/// The pictures, films and sounds that people take in.
struct MediaRoutes: Sendable {
  let services: Services

  private struct AltBody: Decodable {
    let alt: String
  }

  /// Answers `POST /api/media`, with the file as body: 201 `{media}`.
  ///
  /// What it is called and what the browser says that it is do not count.
  ///
  /// - Throws: ``Refusal`` `too_large`, `unsupported_type`, `corrupt_media`,
  ///   `quota_exceeded`, `busy`, `unavailable`.
  /// - Bounds: ``Limits/imageBytes``, ``Limits/videoBytes``, ``Limits/audioBytes``.
  @Sendable func take(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let count = request.headers[.contentLength].flatMap { Int($0) }
    let media = try await services.library().take(
      request.body, of: count, for: session.user.id)
    return .json(MediaBody(media: media), .created)
  }

  /// Answers `PATCH /api/media/{id}`: takes `{alt}`, gives `{media}`.
  ///
  /// - Throws: ``Refusal`` `not_found` for what is not one's own; `invalid`, field `alt`.
  /// - Bounds: ``Limits/altCharacters``.
  @Sendable func describe(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(MediaFileKind.self)
    let alt = try WrittenText.alt(try await request.json(AltBody.self).alt)
    let change = Change.describeMedia(id, by: session.user.id, alt: alt)
    guard case .media(let media) = try await services.hub.commit(change).result.get() else {
      preconditionFailure("this is answered with media")
    }
    return .json(MediaBody(media: media))
  }

  /// Answers `DELETE /api/media/{id}` with 204: lets go of what nothing shows.
  ///
  /// - Throws: ``Refusal`` `not_found` for what is not one's own; `forbidden` for what a
  ///   post or message shows.
  @Sendable func drop(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(MediaFileKind.self)
    _ = try await services.hub.commit(.dropMedia(id, by: session.user.id)).result.get()
    return .done
  }

  /// Answers `GET` and `HEAD /media/{id}/{name}` with bytes, also some of them.
  ///
  /// - Throws: ``Refusal`` `not_found`, also for who may not see what shows it.
  @Sendable func show(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(MediaFileKind.self)
    guard
      let shown = try await shown(id, session),
      let form = context.parameters.get("name").flatMap({ ShownForm($0, of: shown, id) }),
      let file = try await services.library().open(form.name, of: shown.hash)
    else { throw Refusal.noSuchAddress }
    let sender = FileSender(channel: context.channel)
    return FileAnswer(file: file, sender: sender, form: form, request: request).response
  }
}

extension MediaRoutes {
  /// What is sent to who may see what shows it; to an admin also what a report shows.
  private func shown(_ id: MediaID, _ session: Session) async throws -> MediaFile? {
    let store = services.hub.store
    if let shown = try await store.shownMedia(id, for: session.user.id) { return shown }
    return session.role == .admin ? try await store.reportedMedia(id) : nil
  }
}

private struct MediaBody: Encodable {
  let media: Media
}

extension Services {
  /// - Throws: ``Refusal`` `unavailable` where none are kept.
  fileprivate func library() throws(Refusal) -> MediaLibrary {
    guard let media else { throw .unavailable }
    return media
  }
}

extension MediaLibrary {
  /// That of `hub`'s users; nil where the settings name no folder for it.
  convenience init?(of hub: Hub, _ settings: HTTPSettings, logger: Logger) {
    guard let folder = settings.mediaFolder else { return nil }
    self.init(
      path: folder, programs: settings.programFolders, quota: settings.mediaQuotaBytes,
      rows: Rows(
        commit: { await hub.commit($0) },
        file: { try await hub.store.mediaFile($0) },
        bytes: { try await hub.store.mediaBytes(of: $0) }),
      logger: logger)
  }
}

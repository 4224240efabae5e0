import HTTPTypes
import HubbubDomain
import HubbubHub
import HubbubMedia
import HubbubStore
import Hummingbird
import Logging
import NIOCore

/// The pictures that people choose for themselves.
struct PictureRoutes: Sendable {
  let services: Services

  /// Answers `PUT /api/me/avatar`, with the picture as body: 200 `{user}`.
  ///
  /// What it is called and what the browser says that it is do not count.
  ///
  /// - Throws: ``Refusal`` `too_large`, `unsupported_type`, `corrupt_media`,
  ///   `busy`, `unavailable`.
  /// - Bounds: ``Limits/pictureBytes``, ``Limits/picturePixels``.
  @Sendable func replace(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let pictures = try services.keptPictures()
    return .json(
      PersonBody(user: try await pictures.replace(of: session.user.id, by: request.body)))
  }

  /// Answers `DELETE /api/me/avatar`: 200 `{user}`, whose picture is drawn again.
  ///
  /// - Throws: ``Refusal`` `unavailable`, `busy`.
  @Sendable func remove(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    .json(PersonBody(user: try await services.keptPictures().remove(of: session.user.id)))
  }

  /// Answers `GET /avatars/{id}/{picture}-{size}.webp`, sizes 128 and 512, as long
  /// as it is that user's picture; to an admin also one that a report shows.
  ///
  /// - Throws: ``Refusal`` `not_found` for one that is not theirs any more.
  @Sendable func show(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let user = try context.id(UserKind.self)
    guard let name = context.parameters.get("picture").flatMap(PictureName.init),
      let pictures = services.pictures, let sight = try await sight(of: name, user, session)
    else { throw Refusal.noSuchAddress }
    let headers = Self.headers(of: name, sight)
    if Asset.isMatched(name.tag, by: request.headers[.ifNoneMatch] ?? "") {
      return Response(status: .notModified, headers: headers)
    }
    guard let bytes = try await pictures.read(name.picture, of: user, pixels: name.pixels) else {
      throw Refusal.noSuchAddress
    }
    return Response(
      status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// As what somebody sees a picture.
  private enum Sight {
    case theirs
    /// Only as long as the report is there: it is asked for each time.
    case reported
  }

  private func sight(
    of name: PictureName, _ user: UserID, _ session: Session
  ) async throws -> Sight? {
    let store = services.hub.store
    if try await store.picture(of: user, for: session.user.id) == name.picture { return .theirs }
    guard session.role == .admin else { return nil }
    return try await store.reportedPictures(of: user).contains(name.picture) ? .reported : nil
  }

  private static func headers(of name: PictureName, _ sight: Sight) -> HTTPFields {
    [
      .contentType: "image/webp", .eTag: name.tag,
      // Another picture has another address; only who is logged in may have it.
      .cacheControl: sight == .theirs
        ? "private, max-age=31536000, immutable" : "private, no-cache",
      .contentSecurityPolicy: "default-src 'none'; sandbox",
      .crossOriginResourcePolicy: "same-origin",
    ]
  }
}

/// The last part of a picture's address: `{picture}-{size}.webp`.
private struct PictureName {
  let picture: PictureID
  let pixels: Int

  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let size = parts.last, let picture = PictureID(parts.dropLast().joined(separator: "-"))
    else { return nil }
    switch size {
    case "\(Limits.listPicturePixels).webp": pixels = Limits.listPicturePixels
    case "\(Limits.profilePicturePixels).webp": pixels = Limits.profilePicturePixels
    default: return nil
    }
    self.picture = picture
  }

  /// Its bytes never change.
  var tag: String { "\"\(picture)-\(pixels)\"" }
}

private struct PersonBody: Encodable {
  let user: User
}

extension Services {
  /// - Throws: ``Refusal`` `unavailable` where none are kept.
  fileprivate func keptPictures() throws(Refusal) -> Pictures {
    guard let pictures else { throw .unavailable }
    return pictures
  }
}

extension Pictures {
  /// Those of `hub`'s users; nil where the settings name no folder for them.
  convenience init?(of hub: Hub, _ settings: HTTPSettings, logger: Logger) {
    guard let folder = settings.mediaFolder else { return nil }
    self.init(
      path: folder, programs: settings.programFolders,
      rows: Rows(
        commit: { await hub.commit($0) },
        pictures: { user in
          // In this order: one that goes from the row into a report meanwhile is in either.
          let own = try await hub.store.picture(of: user, for: user)
          return try await hub.store.reportedPictures(of: user).union(own.map { [$0] } ?? [])
        }),
      logger: logger)
  }
}

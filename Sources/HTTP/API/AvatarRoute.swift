import HTTPTypes
import HubbubDomain
import Hummingbird
import NIOCore

/// Answers `GET /avatars/{id}.svg`: the picture of whoever has none of their own.
///
/// It is drawn from the id alone and asks nothing of the store, so it does
/// not tell whether there is such a user. An SVG can hold scripts: this one
/// does not, and opened by itself it may do nothing.
///
/// - Throws: ``Refusal`` `not_found` for what is no id.
@Sendable func avatar(
  _ request: Request, _ context: HubbubContext, _ session: Session
) async throws -> Response {
  let picture = AvatarPicture(of: try context.id(UserKind.self))
  return Response(
    status: .ok,
    headers: [
      .contentType: "image/svg+xml",
      // The same id is the same picture for ever; only who is logged in may have it.
      .cacheControl: "private, max-age=31536000, immutable",
      .contentSecurityPolicy: "default-src 'none'; sandbox",
      .crossOriginResourcePolicy: "same-origin",
    ],
    body: ResponseBody(byteBuffer: ByteBuffer(string: picture.svg)))
}

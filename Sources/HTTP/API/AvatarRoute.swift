import HTTPTypes
import HubbubDomain
import Hummingbird
import NIOCore

/// `GET /avatars/{id}.svg`: the picture of whoever has none of their own.
///
/// It is drawn from the id alone and asks nothing of the store, so it needs
/// no login and does not tell whether there is such a user.
@Sendable func avatar(_ request: Request, _ context: HubbubContext) async throws -> Response {
  let picture = AvatarPicture(of: try context.id(UserKind.self))
  return Response(
    status: .ok,
    headers: [
      .contentType: "image/svg+xml",
      // The same id is the same picture for ever.
      .cacheControl: "public, max-age=31536000, immutable",
      .contentSecurityPolicy: "default-src 'none'; sandbox",
    ],
    body: ResponseBody(byteBuffer: ByteBuffer(string: picture.svg)))
}

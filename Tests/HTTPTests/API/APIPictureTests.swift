import HTTPTypes
import HubbubDomain
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHTTP

@Suite(.timeLimit(.minutes(10))) struct APIPictureTests {
  private func put(_ bytes: [UInt8], _ api: TestAPI, _ person: TestAPI.Person) async throws
    -> APIAnswer
  {
    try await api.ask(.put, "/api/me/avatar", token: person.token, sending: bytes)
  }

  @Test func `a picture is sent, seen by others who are logged in, and removed`() async throws {
    let api = try TestAPI()
    let (ada, bob) = (try await api.person("ada"), try await api.person("bob"))
    let sent = try await put(tinyPicture, api, ada)
    #expect(sent.status == 200)
    let small = try #require(sent.json.user.avatar.string)
    #expect(small.hasPrefix("/avatars/\(ada.user.id)/") && small.hasSuffix("-128.webp"))
    let large = small.replacing("-128.webp", with: "-512.webp")
    for path in [small, large] {
      #expect(try await api.ask(.get, path).status == 401)
      let answer = try await api.ask(.get, path, token: bob.token)
      #expect(answer.status == 200)
      #expect(answer.headers[.contentType] == "image/webp")
      #expect(Array(answer.body.readableBytesView.prefix(4)) == Array("RIFF".utf8))
    }
    let me = try await api.ask(.get, "/api/me", token: ada.token)
    #expect(me.json.user.avatar.string == small)

    let removed = try await api.ask(.delete, "/api/me/avatar", token: ada.token)
    #expect(removed.json.user.avatar.string == "/avatars/\(ada.user.id).svg")
    for path in [small, large] {
      #expect(try await api.ask(.get, path, token: bob.token).status == 404)
    }
  }

  @Test func `a picture may do nothing, and is kept for ever by who may see it`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let path = try #require(try await put(tinyPicture, api, ada).json.user.avatar.string)
    let answer = try await api.ask(.get, path, token: ada.token)
    #expect(answer.headers[.cacheControl] == "private, max-age=31536000, immutable")
    #expect(answer.headers[.contentSecurityPolicy] == "default-src 'none'; sandbox")
    #expect(answer.headers[.xContentTypeOptions] == "nosniff")
    #expect(answer.header("cross-origin-resource-policy") == "same-origin")
    let tag = try #require(answer.headers[.eTag])
    let same = try await api.ask(.get, path, token: ada.token, headers: [.ifNoneMatch: tag])
    #expect(same.status == 304 && same.body.readableBytes == 0)
    let head = try await api.ask(.head, path, token: ada.token)
    #expect(head.status == 200 && head.body.readableBytes == 0)
    #expect(head.headers[.contentLength] == "\(answer.body.readableBytes)")
  }

  @Test func `the address of an old picture ends with it`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let old = try #require(try await put(tinyPicture, api, ada).json.user.avatar.string)
    let new = try #require(try await put(tinyPicture, api, ada).json.user.avatar.string)
    #expect(old != new)
    let answer = try await api.ask(.get, old, token: ada.token)
    #expect(answer.status == 404 && answer.code == "not_found")
    #expect(try await api.ask(.get, new, token: ada.token).status == 200)
  }

  @Test func `only a picture's own addresses lead to it`() async throws {
    let api = try TestAPI()
    let (ada, bob) = (try await api.person("ada"), try await api.person("bob"))
    let path = try #require(try await put(tinyPicture, api, ada).json.user.avatar.string)
    for other in [
      path.replacing("-128", with: "-64"), path.replacing("-128", with: "-0128"),
      path.replacing("-128", with: ""), path.replacing(".webp", with: ".png"),
      path.replacing("-128.webp", with: ""),
      path.replacing("\(ada.user.id)", with: "\(bob.user.id)"),
      path.replacing("/avatars/\(ada.user.id)/", with: "/avatars/\(ada.user.id)/..%2f"),
    ] {
      #expect(try await api.ask(.get, other, token: ada.token).status == 404, "\(other)")
    }
  }

  @Test func `a picture of more than 10 MiB is refused`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let answer = try await put([UInt8](repeating: 0, count: Limits.pictureBytes + 1), api, ada)
    #expect(answer.status == 413 && answer.code == "too_large")
  }

  @Test func `what is no picture is refused, and the old one stays`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let path = try await put(tinyPicture, api, ada).json.user.avatar.string
    let html = try await put(Array("<html></html>".utf8), api, ada)
    #expect(html.status == 415 && html.code == "unsupported_type")
    let cut = try await put(Array(tinyPicture.dropLast(20)), api, ada)
    #expect(cut.status == 422 && cut.code == "corrupt_media")
    let many = try await put(tooManyPixels, api, ada)
    #expect(many.status == 413 && many.code == "too_large")
    let me = try await api.ask(.get, "/api/me", token: ada.token)
    #expect(me.json.user.avatar.string == path)
  }

  @Test func `where no decoder is, or no folder, a picture cannot be sent`() async throws {
    let api = try TestAPI { $0.programFolders = [] }
    let ada = try await api.person("ada")
    let answer = try await put(tinyPicture, api, ada)
    #expect(answer.status == 503 && answer.code == "unavailable")
    #expect(answer.text.contains("cannot take in pictures"))
    let bare = try TestAPI { $0.mediaFolder = nil }
    let bob = try await bare.person("bob")
    #expect(try await put(tinyPicture, bare, bob).status == 503)
  }

  /// A grey PNG of 1 by 1.
  let tinyPicture: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0,
    0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 0x0A, 0x49, 0x44, 0x41,
    0x54, 0x78, 0x9C, 0x63, 0x68, 0, 0, 0, 0x82, 0, 0x81, 0x77, 0xCD, 0x72, 0xB6, 0, 0, 0, 0,
    0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]

  /// The same, which says that it is 10,000 by 6,000.
  private var tooManyPixels: [UInt8] {
    var picture = tinyPicture
    picture.replaceSubrange(16..<24, with: [0, 0, 0x27, 0x10, 0, 0, 0x17, 0x70])
    return picture
  }
}

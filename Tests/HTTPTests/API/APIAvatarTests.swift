import HTTPTypes
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHTTP

@Suite(.timeLimit(.minutes(10))) struct APIAvatarTests {
  @Test func `a picture may do nothing, and is kept for who may see it`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let answer = try await api.ask(.get, ada.user.avatar, token: ada.token)
    #expect(answer.status == 200)
    #expect(answer.headers[.contentType] == "image/svg+xml")
    #expect(answer.headers[.contentSecurityPolicy] == "default-src 'none'; sandbox")
    #expect(answer.headers[.xContentTypeOptions] == "nosniff")
    #expect(answer.header("cross-origin-resource-policy") == "same-origin")
    #expect(answer.headers[.cacheControl] == "private, max-age=31536000, immutable")
    let again = try await api.ask(.get, ada.user.avatar, token: ada.token)
    #expect(again.body == answer.body)
  }

  @Test func `a thousand pictures are drawings and nothing else`() throws {
    var seen: Set<String> = []
    for index in 0..<1_000 {
      let id = UserID.make(at: Timestamp(milliseconds: 1_800_000_000_000 + Int64(index)))
      let svg = AvatarPicture(of: id).svg
      seen.insert(svg)
      for word in ["script", "style", "href", "url(", "on", "<!", "&", "foreignObject", "http:"] {
        let drawing = svg.replacing("http://www.w3.org/2000/svg", with: "")
        #expect(!drawing.contains(word), "\(word)")
      }
      #expect(XMLNames.all(in: svg).isSubset(of: ["svg", "rect", "circle", "path"]))
    }
    #expect(seen.count > 900, "people can be told apart")
  }

  @Test func `a user nobody knows has a picture too, so none is told apart`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let stranger = "/avatars/\(UserID.make()).svg"
    #expect(try await api.ask(.get, stranger, token: ada.token).status == 200)
  }

  @Test(arguments: [
    "/avatars/.svg", "/avatars/x.svg", "/avatars/..%2f..%2fetc.svg",
    "/avatars/0199F3C1-3000-7000-8000-000000000007.svg",
    "/avatars/0199f3c1-3000-7000-8000-000000000007.png",
    "/avatars/0199f3c1-3000-7000-8000-000000000007",
  ])
  func `what is no user's picture is not there`(path: String) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let answer = try await api.ask(.get, path, token: ada.token)
    #expect(answer.status == 404)
    #expect(answer.code == "not_found")
  }
}

/// The element names of a document, and that it is one.
private enum XMLNames {
  static func all(in text: String) -> Set<String> {
    Set(
      text.split(separator: "<").dropFirst().compactMap { part in
        let name = part.drop { $0 == "/" }.prefix { $0.isLetter }
        return name.isEmpty ? part.description : String(name)
      })
  }
}

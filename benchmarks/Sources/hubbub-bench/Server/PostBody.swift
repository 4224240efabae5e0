import FoundationEssentials

/// What `POST /api/posts` and `GET /api/posts/{id}` answer: `{"post":{…}}`, or the post alone.
struct PostBody: Decodable, Equatable {
  struct Likes: Decodable, Equatable {
    let count: Int64
    let version: Int64
  }

  struct Post: Decodable, Equatable {
    let id: String
    let likes: Likes
  }

  let post: Post
}

extension ServerUnderTest {
  /// Writes a public post.
  ///
  /// - Returns: its id.
  func writePost(_ text: String) throws -> String {
    let key = "bench-\(UInt64.random(in: .min ... .max))"
    let answer = try ask(
      "POST", "/api/posts", body: PostQuestion.body(text: text, key: key))
    guard answer.status == 201 else {
      throw Problem("a post was answered with status \(answer.status)")
    }
    return try Self.post(answer.body).id
  }

  /// What the post's row says.
  func likes(of post: String) throws -> PostBody.Likes {
    try Self.post(ask("GET", "/api/posts/\(post)").body).likes
  }

  private static func post(_ json: Data) throws -> PostBody.Post {
    do { return try JSONDecoder().decode(PostBody.self, from: json).post } catch {
      throw Problem("a post cannot be read: \(error)")
    }
  }
}

/// What is sent to write a post.
enum PostQuestion {
  /// - Parameter text: without anything that JSON escapes.
  static func body(text: String, key: String) -> String {
    "{\"text\":\"\(text)\",\"media\":[],\"audience\":\"public\",\"key\":\"\(key)\"}"
  }
}

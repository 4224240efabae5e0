import HubbubDomain
import HubbubTesting
import Testing

struct TopicTests {
  @Test func `every topic is read back from its text`() {
    var things = ThingGenerator(seed: 5)
    for _ in 0..<500 {
      let topic = things.topic()
      #expect(Topic(topic.description) == topic)
    }
  }

  @Test func `a topic's text is its kind and its id`() {
    let id = "0199f3c1-1000-7000-8000-000000000001"
    #expect(Topic("user:\(id)") == .user(Recorded.ada.id))
    #expect(Topic("person:\(id)") == .person(Recorded.ada.id))
    #expect(Topic.conversation(Recorded.square).description == "conversation:\(Recorded.square)")
    #expect(Topic.post(Recorded.morning).description == "post:\(Recorded.morning)")
    #expect(Topic.feed.description == "feed")
    #expect(Topic.stats.description == "stats")
    #expect(Topic("stats") == .stats)
  }

  @Test func `the same id under another kind is another topic`() {
    #expect(Topic.user(Recorded.ada.id) != .person(Recorded.ada.id))
  }

  @Test(arguments: [
    "", "feed ", "Feed", "feeds", "post", "post:", "post:7", ":", "stats:", "Stats",
    "room:0199f3c1-1000-7000-8000-000000000001", "post:0199F3C1-1000-7000-8000-000000000001",
    "post:0199f3c1-1000-7000-8000-000000000001 ", " post:0199f3c1-1000-7000-8000-000000000001",
    "feed:0199f3c1-1000-7000-8000-000000000001", "post:post:0199f3c1-1000-7000-8000-000000000001",
  ])
  func `a text that is not quite a topic is none`(text: String) { #expect(Topic(text) == nil) }

  @Test func `a post is told where its audience listens`() {
    #expect(Audience.public.topic(of: Recorded.ada.id) == .feed)
    #expect(Audience.friends.topic(of: Recorded.ada.id) == .person(Recorded.ada.id))
    #expect(Audience.me.topic(of: Recorded.ada.id) == .user(Recorded.ada.id))
  }
}

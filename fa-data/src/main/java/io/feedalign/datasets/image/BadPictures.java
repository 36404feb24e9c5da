package io.feedalign.datasets.image;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of pictures that cannot be decoded: an error, or a list. For all threads. */
public final class BadPictures {
  private static final Logger LOG = LoggerFactory.getLogger(BadPictures.class);
  private static final Pattern POLICY = Pattern.compile("fail|skip(?::<=(\\d{1,9}))?");

  private final int most;
  private final Map<String, String> skipped = new TreeMap<>();

  private BadPictures(int most) {
    this.most = most;
  }

  /** The policy as written: {@code fail}, {@code skip}, or {@code skip:<=n} with a number. */
  public static BadPictures policy(String written) {
    Matcher matcher = POLICY.matcher(written);
    if (!matcher.matches()) {
      throw FaException.user(
          "Setting 'on_bad_image' is '"
              + written
              + "'. Allowed: fail, skip, or skip:<=10 for at most ten.");
    }
    if (written.equals("fail")) {
      return new BadPictures(-1);
    }
    String number = matcher.group(1);
    return new BadPictures(number == null ? Integer.MAX_VALUE : Integer.parseInt(number));
  }

  /** Lists a bad picture, once; or fails, if that is the policy or if there are too many. */
  public void add(String name, BadPicture bad) {
    String sentence = "Picture " + name + " " + bad.what();
    if (most < 0) {
      String remedy = ". Mend it, take it away, or set on_bad_image: skip.";
      throw new FaException(ErrorKind.USER, sentence + remedy, bad);
    }
    synchronized (skipped) {
      if (skipped.put(name, sentence) == null) {
        LOG.warn("{}; skipped.", sentence);
      }
      if (skipped.size() > most) {
        throw new FaException(
            ErrorKind.USER,
            sentence + ": more bad pictures than the " + most + " that on_bad_image allows.",
            bad);
      }
    }
  }

  /** A sentence about each picture that was skipped so far, by name. */
  public List<String> skipped() {
    synchronized (skipped) {
      return List.copyOf(skipped.values());
    }
  }
}

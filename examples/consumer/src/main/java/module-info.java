/** A program that lists the guests of a host. On the class path this file is left out. */
module org.example.guests {
    requires dev.guestwire.client;
}

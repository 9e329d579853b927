namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>Everyday words that are neither a person's name nor a slip of another word.</summary>
internal static class OrdinaryWords
{
    private static readonly HashSet<string> Words = [.. """
        a about above after again against all already also although always am an and another any anyone anything are around as ask asked asking
        at away back bad bag be because been before being below best better between big bit black blue bottle box boss both but buy by bye call
        called calling calls came can cant card case chair changed charged check close colour color come complain complained complains could couldnt day
        days dear did didnt do does doesnt doing done dont down each either else end enough even ever every everything fine first five for four
        friday from gave get gets getting give given go goes going gone good got great green guy had has hasnt have havent he hello help her here
        hers hey hi high hill him his home hour hours how however i id if im in info into is isnt it item items its ive jacket just keep kind
        know lady laptop last lately later latest least left less let like line little long look looking looks lot low made mail make man many
        may maybe me mean means might mine monday month months more most mr mrs ms much must my name named need needed needs never new next nice
        no nobody none normal not nothing now number of off often oh ok okay old older on once one ones only or other others our ours out over
        own paid part parts people person phone please plus pls possible put quickly quite rather ready real really recent red right said same
        saturday save saw say saying says second see seems send sent several she shipping shirt shoes should shouldnt show since small so some
        somebody someone something soon sorry still such sunday sure system take takes talk tell than that thats the their theirs them then there
        these they theyre thing things think thinks third this those though three through thursday till time to today together told tomorrow too
        tried tries tuesday two under until up update upset upon urgent us use used very via wait waiting want wanted wants was wasnt watch we
        wednesday week weeks well went were what whats when where wheres whether which while white who whole whom whos whose why will wish with
        within without woman wont word words work worked works worth would wrote yes yesterday yet you your yours zip
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];

    public static bool Contains(string word) => Words.Contains(word);
}
